package dev.mortise.runtime.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first eight bytes of a command's name as one number, in capitals.
 *
 * <p><b>How the letters are found.</b> Eight bytes at once: a constant added to each makes its top bit tell whether
 * it is at least {@code 'a'}, another whether it is beyond {@code 'z'}. The top bits are left out before, so that no
 * sum carries into the next byte, and bytes that had theirs set are not letters. A capital is its small letter
 * without bit 5.
 *
 * @see <a href="https://graphics.stanford.edu/~seander/bithacks.html">Bit Twiddling Hacks</a>, where such tests are
 * shown
 */
final class NameWord {

    /** How many bytes of a name there are in the number. */
    static final int BYTES = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;
    private static final long FROM_A = (0x80 - 'a') * EACH;
    private static final long BEYOND_Z = (0x80 - 'z' - 1) * EACH;
    private static final int TOP_BIT_TO_CASE_BIT = 2;
    private static final int CASE_BIT = 0x20;

    private NameWord() {}

    static long of(byte[] buffer, int offset, int length) {
        if (offset + BYTES > buffer.length) {
            return atTheEnd(buffer, offset, length);
        }
        long bytes = (long) LONGS.get(buffer, offset);
        if (length < BYTES) {
            // What follows the name is not part of it; an empty name has no bytes at all.
            bytes &= (1L << (length * Byte.SIZE)) - 1;
        }
        return upper(bytes);
    }

    private static long atTheEnd(byte[] buffer, int offset, int length) {
        long bytes = 0;
        for (int i = Math.min(length, BYTES) - 1; i >= 0; i--) {
            bytes = (bytes << Byte.SIZE) | (buffer[offset + i] & 0xff);
        }
        return upper(bytes);
    }

    private static long upper(long bytes) {
        long low = bytes & ~TOP_BITS;
        long small = (low + FROM_A) & ~(low + BEYOND_Z) & ~bytes & TOP_BITS;
        return bytes ^ (small >>> TOP_BIT_TO_CASE_BIT);
    }

    static byte upper(byte b) {
        return b >= 'a' && b <= 'z' ? (byte) (b - CASE_BIT) : b;
    }
}
