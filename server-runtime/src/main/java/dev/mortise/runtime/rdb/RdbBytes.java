package dev.mortise.runtime.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in the making, in the encodings of snapshots; reusable. Not thread-safe.
 *
 * <pre>
 *   length   00xxxxxx                    up to 63
 *            01xxxxxx xxxxxxxx           up to 16383, the highest byte first from here on
 *            10000000 4 bytes            up to 2^32 - 1
 *            10000001 8 bytes
 *   string   length bytes
 *            11000000 1 byte             the decimal digits of a number, the lowest byte first from here on
 *            11000001 2 bytes
 *            11000010 4 bytes
 *            11000011 length length bytes    compressed: to how many bytes, from how many, the bytes
 * </pre>
 */
final class RdbBytes {

    /** The largest array. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 64;
    private static final int LONGEST_LENGTH = 9;
    private static final int LONGEST_NUMBER = 11;
    /** What is not longer is not worth a try; as in Redis. */
    private static final int SHORTEST_TO_COMPRESS = 21;
    /** So many bytes compression has to save. */
    private static final int WORTHWHILE_BYTES = 4;

    byte[] bytes;
    int length;

    RdbBytes() {
        this(FIRST_BYTES);
    }

    RdbBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes it empty. */
    void clear() {
        length = 0;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Makes room for so many more bytes. */
    void require(int more) {
        if (more > bytes.length - length) {
            long wanted = (long) length + more;
            if (wanted > MOST_BYTES) {
                throw new IllegalStateException("more than 2 GiB in one piece");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(wanted, 2L * bytes.length)));
        }
    }

    void putByte(int value) {
        require(1);
        bytes[length++] = (byte) value;
    }

    /** Puts a number of 8 bytes, the lowest first. */
    void putLong(long value) {
        require(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Puts a number of 2 bytes, the lowest first. */
    void putShort(int value) {
        putByte(value);
        putByte(value >>> Byte.SIZE);
    }

    void put(byte[] source, int from, int count) {
        require(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void putLength(long value) {
        require(LONGEST_LENGTH);
        if (value >>> 6 == 0) {
            bytes[length++] = (byte) value;
        } else if (value >>> 14 == 0) {
            bytes[length++] = (byte) (RdbFormat.LENGTH_14 | (int) (value >>> Byte.SIZE));
            bytes[length++] = (byte) value;
        } else if (value >>> Integer.SIZE == 0) {
            bytes[length++] = (byte) RdbFormat.LENGTH_32;
            putHighestFirst(value, Integer.BYTES);
        } else {
            bytes[length++] = (byte) RdbFormat.LENGTH_64;
            putHighestFirst(value, Long.BYTES);
        }
    }

    private void putHighestFirst(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bytes[length++] = (byte) (value >>> (i * Byte.SIZE));
        }
    }

    private void putLowestFirst(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> (i * Byte.SIZE));
        }
    }

    /** Puts a text as it is, for names. */
    void putText(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putLength(encoded.length);
        put(encoded, 0, encoded.length);
    }

    /**
     * Puts a string in the shortest form there is.
     *
     * @param compressor compresses it if that is worth while; null to let it be
     */
    void putString(byte[] source, int from, int count, @Nullable Lzf compressor) {
        if (count <= LONGEST_NUMBER && putNumber(source, from, count)) {
            return;
        }
        if (compressor != null && count >= SHORTEST_TO_COMPRESS && putCompressed(source, from, count, compressor)) {
            return;
        }
        putLength(count);
        put(source, from, count);
    }

    private boolean putNumber(byte[] source, int from, int count) {
        long number = number(source, from, count);
        if (number == (byte) number) {
            require(2);
            bytes[length++] = (byte) (RdbFormat.ENCODED | RdbFormat.INTEGER_8);
            putLowestFirst(number, 1);
        } else if (number == (short) number) {
            require(1 + Short.BYTES);
            bytes[length++] = (byte) (RdbFormat.ENCODED | RdbFormat.INTEGER_16);
            putLowestFirst(number, Short.BYTES);
        } else if (number == (int) number) {
            require(1 + Integer.BYTES);
            bytes[length++] = (byte) (RdbFormat.ENCODED | RdbFormat.INTEGER_32);
            putLowestFirst(number, Integer.BYTES);
        } else {
            return false;
        }
        return true;
    }

    /** {@return the number whose decimal digits these are, as a program would write them, or one that is too large} */
    private static long number(byte[] source, int from, int count) {
        boolean negative = count > 0 && source[from] == '-';
        int first = negative ? from + 1 : from;
        int end = from + count;
        if (first == end || (source[first] == '0' && count > 1)) {
            return Long.MAX_VALUE;
        }
        long number = 0;
        for (int i = first; i < end; i++) {
            int digit = source[i] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MAX_VALUE;
            }
            number = number * 10 + digit;
        }
        return negative ? -number : number;
    }

    private boolean putCompressed(byte[] source, int from, int count, Lzf compressor) {
        int most = count - WORTHWHILE_BYTES;
        // The two lengths before it are known only afterwards: it is moved to where they end.
        int header = 1 + 2 * LONGEST_LENGTH;
        if (most > MOST_BYTES - length - header) {
            return false;
        }
        require(header + most);
        int compressed = compressor.compress(source, from, count, bytes, length + header, most);
        if (compressed == 0) {
            return false;
        }
        int lies = length + header;
        bytes[length++] = (byte) (RdbFormat.ENCODED | RdbFormat.COMPRESSED);
        putLength(compressed);
        putLength(count);
        System.arraycopy(bytes, lies, bytes, length, compressed);
        length += compressed;
        return true;
    }
}
