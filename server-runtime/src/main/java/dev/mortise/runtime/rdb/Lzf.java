package dev.mortise.runtime.rdb;

import java.util.Arrays;

/**
 * The compression of strings in snapshots: LZF, which looks no further back than 8 KiB and is fast rather than
 * thorough.
 *
 * <pre>
 *   000lllll               l + 1 bytes follow as they are
 *   llloooooo oooooooo     copy l + 2 bytes from o + 1 bytes back, for l from 1 to 6     (5 + 8 bits of o)
 *   111ooooo llllllll oooooooo     the same with l + 9
 * </pre>
 *
 * <p><b>How.</b> A table remembers where three bytes were last seen. It is not cleared between strings: every position
 * carries a base that grows from string to string, and what lies before the base counts for nothing. That makes a short
 * string, the usual case, cost what its bytes cost.
 *
 * <p>Not thread-safe; {@link #expand} may be called by anybody.
 *
 * @see <a href="http://software.schmorp.de/pkg/liblzf.html">LibLZF</a>
 */
final class Lzf {

    private static final int TABLE_BITS = 13;
    private static final int LONGEST_LITERAL = 32;
    private static final int FARTHEST = 1 << 13;
    private static final int SHORTEST_MATCH = 3;
    private static final int LONGEST_MATCH = 264;
    private static final int LENGTH_SHIFT = 5;
    private static final int EXTENDED = 7;
    private static final int OFFSET_MASK = (1 << LENGTH_SHIFT) - 1;
    private static final int BYTE_MASK = 0xFF;
    private static final int MULTIPLIER = 0x9E37_79B1;
    /** So many bytes come out of one that goes in, at most: the longest match takes three. */
    private static final int MOST_GROWTH = LONGEST_MATCH / SHORTEST_MATCH;

    private final int[] seen = new int[1 << TABLE_BITS];
    private int base = 1;

    /**
     * {@return how many bytes the compressed string takes, or 0 if it takes more than allowed}
     *
     * @param in where the string lies
     * @param from its first byte
     * @param length how long it is
     * @param out where the compressed one goes
     * @param to its first byte
     * @param most how long it may be
     */
    @SuppressWarnings("checkstyle:parameternumber") // Two ranges; called for every string that is saved.
    int compress(byte[] in, int from, int length, byte[] out, int to, int most) {
        if (base > Integer.MAX_VALUE - length - 1) {
            Arrays.fill(seen, 0);
            base = 1;
        }
        int shift = base - from;
        int end = from + length;
        int limit = to + most;
        int put = to + 1;
        int literals = 0;
        int at = from;
        while (at < end) {
            int match = at + SHORTEST_MATCH <= end ? find(in, at, from, shift) : -1;
            if (match < 0) {
                if (put >= limit) {
                    return giveUp(length);
                }
                out[put++] = in[at++];
                if (++literals == LONGEST_LITERAL) {
                    out[put - literals - 1] = (byte) (literals - 1);
                    literals = 0;
                    put++;
                }
                continue;
            }
            int matched = matchLength(in, match, at, end);
            // At most three bytes, and the place for the length of the literals to come.
            if (put + SHORTEST_MATCH + 1 > limit) {
                return giveUp(length);
            }
            if (literals > 0) {
                out[put - literals - 1] = (byte) (literals - 1);
                literals = 0;
            } else {
                put--;
            }
            put = putMatch(out, put, at - match - 1, matched - 2);
            put++;
            remember(in, at + 1, Math.min(at + matched, end - SHORTEST_MATCH + 1), shift);
            at += matched;
        }
        base += length;
        if (literals > 0) {
            out[put - literals - 1] = (byte) (literals - 1);
        } else {
            put--;
        }
        int taken = put - to;
        return taken <= most ? taken : 0;
    }

    private int giveUp(int length) {
        base += length;
        return 0;
    }

    /** {@return where the next three bytes were seen last, or -1; from now on here} */
    private int find(byte[] in, int at, int from, int shift) {
        int slot = slot(in, at);
        int position = seen[slot] - shift;
        seen[slot] = at + shift;
        return position >= from
                        && position < at
                        && at - position <= FARTHEST
                        && in[position] == in[at]
                        && in[position + 1] == in[at + 1]
                        && in[position + 2] == in[at + 2]
                ? position
                : -1;
    }

    private void remember(byte[] in, int from, int to, int shift) {
        for (int at = from; at < to; at++) {
            seen[slot(in, at)] = at + shift;
        }
    }

    private static int slot(byte[] in, int at) {
        int three = (in[at] & BYTE_MASK) << 16 | (in[at + 1] & BYTE_MASK) << 8 | (in[at + 2] & BYTE_MASK);
        return (three * MULTIPLIER) >>> (Integer.SIZE - TABLE_BITS);
    }

    private static int matchLength(byte[] in, int match, int at, int end) {
        int most = Math.min(LONGEST_MATCH, end - at);
        int length = SHORTEST_MATCH;
        while (length < most && in[match + length] == in[at + length]) {
            length++;
        }
        return length;
    }

    private static int putMatch(byte[] out, int at, int offset, int length) {
        int put = at;
        int high = offset >>> Byte.SIZE;
        if (length < EXTENDED) {
            out[put++] = (byte) (length << LENGTH_SHIFT | high);
        } else {
            out[put++] = (byte) (EXTENDED << LENGTH_SHIFT | high);
            out[put++] = (byte) (length - EXTENDED);
        }
        out[put++] = (byte) offset;
        return put;
    }

    /** {@return whether so many compressed bytes could become so many} */
    static boolean couldBecome(long compressed, long length) {
        return length <= compressed * MOST_GROWTH;
    }

    /**
     * {@return whether compressed bytes became a string of exactly the length it is to have}
     *
     * <p>Whatever the bytes are, nothing is read or written beyond the ranges.
     *
     * @param in where the compressed bytes lie, from the first on
     * @param compressed how many there are
     * @param out where the string goes, from the first byte on
     * @param length how long it is
     */
    static boolean expand(byte[] in, int compressed, byte[] out, int length) {
        int at = 0;
        int put = 0;
        while (at < compressed) {
            int control = in[at++] & BYTE_MASK;
            if (control < LONGEST_LITERAL) {
                int count = control + 1;
                if (count > compressed - at || count > length - put) {
                    return false;
                }
                System.arraycopy(in, at, out, put, count);
                at += count;
                put += count;
                continue;
            }
            int count = control >>> LENGTH_SHIFT;
            if (count == EXTENDED) {
                if (at >= compressed) {
                    return false;
                }
                count += in[at++] & BYTE_MASK;
            }
            count += 2;
            if (at >= compressed) {
                return false;
            }
            int source = put - ((control & OFFSET_MASK) << Byte.SIZE) - (in[at++] & BYTE_MASK) - 1;
            if (source < 0 || count > length - put) {
                return false;
            }
            // The two may overlap, and the bytes just written are to be copied again.
            for (int i = 0; i < count; i++) {
                out[put++] = out[source++];
            }
        }
        return put == length;
    }
}
