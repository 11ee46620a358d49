package dev.mortise.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * A hash that nobody outside can foresee, for tables of what clients send.
 *
 * <p><b>Why it exists.</b> A client who knows where things go in a table can send a million that go to one place, and
 * have every look-up walk past all of them. {@link Slice#hashCode} can be foreseen.
 *
 * <p><b>How it works.</b> Sixteen bytes at a time are masked with secrets, multiplied, and the halves of the 128-bit
 * product are xored: a <i>folded multiply</i>, as the wyhash family does it. All 64 bits of the result are equally
 * good. The secrets are drawn when the hash is made, so a hash must not leave the process, not even by a cursor that
 * shows more than its upper bits.
 *
 * <p><b>Cost.</b> 2 to 3 ns for 16 bytes. Immutable, for any thread; one for all values of a type will do.
 */
@Preview
public final class SeededHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAIR_BYTES = 2 * Long.BYTES;
    private static final int BYTE_MASK = 0xFF;

    private final long seed;
    private final long firstMask;
    private final long secondMask;

    /** A hash with secrets of its own. */
    public SeededHash() {
        SecureRandom random = new SecureRandom();
        seed = random.nextLong();
        firstMask = random.nextLong() | 1;
        secondMask = random.nextLong() | 1;
    }

    /**
     * {@return the hash of some bytes}
     *
     * @param bytes the bytes
     */
    public long of(Slice bytes) {
        byte[] array = bytes.arrayOrNull();
        return array != null ? of(array, bytes.arrayOffset(), bytes.length()) : of(bytes.toBytes(), 0, bytes.length());
    }

    /**
     * {@return the hash of some bytes}
     *
     * @param bytes where they lie
     * @param from the index of the first one
     * @param count how many there are
     * @throws IndexOutOfBoundsException if there are no such bytes
     */
    public long of(byte[] bytes, int from, int count) {
        long state = seed;
        long first;
        long second;
        if (count > PAIR_BYTES) {
            int last = from + count - PAIR_BYTES;
            for (int at = from; at < last; at += PAIR_BYTES) {
                state = fold((long) LONGS.get(bytes, at) ^ firstMask, (long) LONGS.get(bytes, at + 8) ^ state);
            }
            first = (long) LONGS.get(bytes, last);
            second = (long) LONGS.get(bytes, last + 8);
        } else if (count >= Long.BYTES) {
            first = (long) LONGS.get(bytes, from);
            second = (long) LONGS.get(bytes, from + count - Long.BYTES);
        } else if (count >= Integer.BYTES) {
            first = (int) INTS.get(bytes, from);
            second = (int) INTS.get(bytes, from + count - Integer.BYTES);
        } else {
            first = count == 0 ? 0 : few(bytes[from], bytes[from + (count >>> 1)], bytes[from + count - 1]);
            second = 0;
        }
        return fold(secondMask ^ count, fold(first ^ firstMask, second ^ state));
    }

    private static int few(byte first, byte middle, byte last) {
        return (first & BYTE_MASK) << 16 | (middle & BYTE_MASK) << 8 | (last & BYTE_MASK);
    }

    private static long fold(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
    }
}
