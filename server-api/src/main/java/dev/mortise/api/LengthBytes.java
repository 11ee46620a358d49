package dev.mortise.api;

/**
 * Lengths as one to five bytes, for values that are kept as bytes ({@link PackableType}): those below 128 take one.
 *
 * <pre>
 *   0xxxxxxx, or 1xxxxxxx and more of the same: seven bits each, the lowest first
 * </pre>
 *
 * <p>No allocation. What is read is trusted: it must have been written by {@link #put}.
 */
@Preview
public final class LengthBytes {

    /** The most bytes that a length takes. */
    public static final int MOST = 5;

    private static final int BITS = 7;
    private static final int MASK = (1 << BITS) - 1;

    private LengthBytes() {}

    /**
     * {@return how many bytes a length takes, from 1 to {@link #MOST}}
     *
     * @param length at least 0
     */
    public static int count(int length) {
        int count = 1;
        for (int rest = length >>> BITS; rest != 0; rest >>>= BITS) {
            count++;
        }
        return count;
    }

    /**
     * Writes a length.
     *
     * @param target has room for {@link #count} bytes
     * @param at the index of the first byte
     * @param length at least 0
     * @return the index behind its last byte
     * @throws IndexOutOfBoundsException if there is no room
     */
    public static int put(byte[] target, int at, int length) {
        int next = at;
        int rest = length;
        while (rest > MASK) {
            target[next++] = (byte) (rest | ~MASK);
            rest >>>= BITS;
        }
        target[next++] = (byte) rest;
        return next;
    }

    /**
     * {@return the length that begins there; behind it are as many bytes as {@link #count} says of it}
     *
     * @param source the bytes
     * @param at the index of the first byte
     * @throws IndexOutOfBoundsException if there is none
     */
    public static int at(byte[] source, int at) {
        int next = at;
        int length = source[next++];
        if (length >= 0) {
            return length;
        }
        length &= MASK;
        for (int shift = BITS; ; shift += BITS) {
            int more = source[next++];
            length |= (more & MASK) << shift;
            if (more >= 0) {
                return length;
            }
        }
    }
}
