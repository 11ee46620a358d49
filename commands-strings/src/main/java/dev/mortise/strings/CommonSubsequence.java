package dev.mortise.strings;

import dev.mortise.api.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The longest common subsequence of two strings, the very one that Redis finds.
 *
 * <p><b>Why it exists.</b> Two strings mostly have several common subsequences of the greatest length. Redis fills the
 * table of the lengths L(i, j) for all prefixes and walks back from its end: over a byte that both have whenever there
 * is one, otherwise a byte back in the first string if L(i-1, j) &gt; L(i, j-1), and in the second if not. Clients see
 * the result of exactly this walk. But that table takes four bytes for each pair of bytes, half a gigabyte at most, and
 * the heap of this server is some megabytes.
 *
 * <p><b>How it works.</b> Going along the shorter string, a row of the table rises by 0 or 1 at each byte, so a bit per
 * byte holds it; and a row follows from the one before by a few operations on 64 bits at a time. Not even all of these
 * rows are kept, but about the square root of their number, evenly spread; the walk back computes the rows between two
 * kept ones anew when it gets there.
 *
 * <pre>
 *                 shorter string, m bits a row
 *               +-----------------------------+
 *     kept    0 | 1 1 1 1 1 1 1 1 1 1 1 1 1 1 |    1: no rise, 0: a rise
 *             1 |                             |
 *             2 |           ...               |
 *     kept    3 | 1 0 1 1 1 1 0 1 1 1 1 1 1 1 |
 *             4 |           ...               | } the block that the walk is in
 *             5 |           ...               | }
 *     kept    6 | 0 1 1 0 1 0 1 1 1 1 0 1 1 1 |
 *     longer    +-----------------------------+
 * </pre>
 *
 * <p>On the walk, the first string being the longer one, L(i-1, j) &gt; L(i, j-1) where the bytes differ says just that
 * the row rises at j: one bit. The first being the shorter one, it says that the row ends higher at i than the one
 * before does, for which rises are counted.
 *
 * <p><b>Cost.</b> For strings of m and n bytes, m the shorter: O(m n / 64) time; m &radic;n / 4 bytes for rows, and
 * up to 32 m for the places of each byte. Where Redis takes its half gigabyte, that is 0.7 megabytes at most.
 *
 * <p><b>What we did not do.</b> Hirschberg's divide and conquer needs two rows only, but meets one of the subsequences
 * of the greatest length, not this one.
 *
 * <p><b>Source.</b> The step from row to row: H. Hyyr&ouml;, Bit-parallel LCS-length computation revisited, 2004.
 *
 * <p>Not for other threads. The strings must stay as they are meanwhile.
 */
final class CommonSubsequence {

    private static final int BYTE_VALUES = 256;

    private final boolean firstIsShorter;
    private final Slice shorter;
    private final Slice longer;

    /** How many words a row has. */
    private final int words;

    /** For each byte where in the shorter string it stands, as a row of bits; null if nowhere. */
    private final long[] @Nullable [] places = new long[BYTE_VALUES][];

    /** How many rows are between two that are kept. */
    private final int stride;

    /** Every row whose number is a multiple of the stride, in order. */
    private final long[] kept;

    private final int length;

    /** The rows of one block, from one kept row up to the next; empty as long as nobody walks. */
    private long[] block = {};

    /** The number of the first row in the block, or -1 if there is none. */
    private int blockStart = -1;

    // Where the walk is: the lengths of the prefixes that are left.
    private int shorterLeft;
    private int longerLeft;

    /**
     * Finds how long it is.
     *
     * @param first a string
     * @param second another one
     */
    CommonSubsequence(Slice first, Slice second) {
        firstIsShorter = first.length() < second.length();
        shorter = firstIsShorter ? first : second;
        // Rows of nothing: no need to count them.
        longer = shorter.isEmpty() ? Slice.EMPTY : firstIsShorter ? second : first;
        words = (shorter.length() + Long.SIZE - 1) / Long.SIZE;
        stride = 1 + (int) Math.sqrt(longer.length());
        kept = new long[(1 + longer.length() / stride) * words];
        findPlaces();
        length = keepRows();
        shorterLeft = shorter.length();
        longerLeft = longer.length();
    }

    /** {@return how many bytes it has} */
    int length() {
        return length;
    }

    /** Goes one byte of it back, from the end on. {@return whether there is another one} */
    boolean previous() {
        while (shorterLeft > 0 && longerLeft > 0) {
            if (shorter.at(shorterLeft - 1) == longer.at(longerLeft - 1)) {
                shorterLeft--;
                longerLeft--;
                return true;
            }
            if (firstIsShorter == backInFirst()) {
                shorterLeft--;
            } else {
                longerLeft--;
            }
        }
        return false;
    }

    /** {@return the index in the first string of the byte that {@link #previous} went to} */
    int inFirst() {
        return firstIsShorter ? shorterLeft : longerLeft;
    }

    /** {@return the index in the second string of the byte that {@link #previous} went to} */
    int inSecond() {
        return firstIsShorter ? longerLeft : shorterLeft;
    }

    // ---- the rows

    private void findPlaces() {
        for (int i = 0; i < shorter.length(); i++) {
            int value = shorter.at(i) & 0xff;
            long[] bits = places[value];
            if (bits == null) {
                bits = new long[words];
                places[value] = bits;
            }
            bits[i / Long.SIZE] |= 1L << i;
        }
    }

    /** Computes all rows and keeps some. {@return how often the last one rises} */
    private int keepRows() {
        long[] row = new long[words];
        Arrays.fill(row, -1);
        for (int number = 0; number < longer.length(); number++) {
            if (number % stride == 0) {
                System.arraycopy(row, 0, kept, number / stride * words, words);
            }
            next(row, 0, row, 0, longer.at(number));
        }
        if (longer.length() % stride == 0) {
            System.arraycopy(row, 0, kept, longer.length() / stride * words, words);
        }
        return rises(row, 0, shorter.length());
    }

    /** Computes the row that follows another one when a byte is added to the longer string. */
    private void next(long[] rows, int from, long[] target, int to, byte added) {
        long[] bits = places[added & 0xff];
        if (bits == null) {
            System.arraycopy(rows, from, target, to, words);
            return;
        }
        // row + (row & bits), as one long number, moves each rise to the first place of the byte after the rise before.
        long carry = 0;
        for (int w = 0; w < words; w++) {
            long row = rows[from + w];
            long matches = row & bits[w];
            long sum = row + matches;
            long overflow = Long.compareUnsigned(sum, row) < 0 ? 1 : 0;
            long withCarry = sum + carry;
            carry = overflow | (withCarry == 0 ? carry : 0);
            target[to + w] = withCarry | (row & ~bits[w]);
        }
    }

    /** {@return how often a row rises before an index: the length for that prefix} */
    private int rises(long[] rows, int from, int index) {
        int flat = 0;
        int whole = index / Long.SIZE;
        for (int w = 0; w < whole; w++) {
            flat += Long.bitCount(rows[from + w]);
        }
        if (index % Long.SIZE != 0) {
            flat += Long.bitCount(rows[from + whole] << -index);
        }
        return index - flat;
    }

    // ---- the walk

    /** {@return whether the walk goes back in the first string, where the last bytes of the prefixes differ} */
    private boolean backInFirst() {
        int row = rowInBlock(longerLeft);
        if (firstIsShorter) {
            return rises(block, row, shorterLeft) > rises(block, row - words, shorterLeft);
        }
        int last = shorterLeft - 1;
        return (block[row + last / Long.SIZE] >>> last & 1) == 0;
    }

    /** {@return where in the block a row begins, which has another one before it there} */
    private int rowInBlock(int number) {
        int start = (number - 1) / stride * stride;
        if (start != blockStart) {
            loadBlock(start);
        }
        return (number - start) * words;
    }

    private void loadBlock(int start) {
        int last = Math.min(stride, longer.length() - start);
        if (block.length == 0) {
            block = new long[(1 + Math.min(stride, longer.length())) * words];
        }
        System.arraycopy(kept, start / stride * words, block, 0, words);
        for (int i = 0; i < last; i++) {
            next(block, i * words, block, (i + 1) * words, longer.at(start + i));
        }
        blockStart = start;
    }
}
