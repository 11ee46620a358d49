package dev.mortise.runtime.resp;

import java.util.Arrays;

/**
 * The arrays of unknown size that have been opened and not closed, the innermost on top. For each: the gap its header
 * will fill, how many elements have begun, and how many values were expected outside of it.
 */
final class OpenArrays {

    private int[] gaps = new int[4];
    private int[] sizes = new int[4];
    private long[] outerExpected = new long[4];
    private int depth;

    int depth() {
        return depth;
    }

    /** Forgets those beyond a depth. */
    void truncate(int toDepth) {
        depth = toDepth;
    }

    /** {@return what {@link #close} must be given} */
    int open(int gap, long expected) {
        if (depth == gaps.length) {
            gaps = Arrays.copyOf(gaps, 2 * depth);
            sizes = Arrays.copyOf(sizes, 2 * depth);
            outerExpected = Arrays.copyOf(outerExpected, 2 * depth);
        }
        gaps[depth] = gap;
        sizes[depth] = 0;
        outerExpected[depth] = expected;
        return depth++;
    }

    /** Counts an element of the innermost array. */
    void countElement() {
        sizes[depth - 1]++;
    }

    /** Takes the innermost array off, and returns its size. */
    int close(int mark) {
        if (mark < 0 || mark != depth - 1) {
            throw new IllegalStateException("this is not the array that was opened last");
        }
        depth--;
        return sizes[depth];
    }

    /** {@return the gap of the array closed last} */
    int closedGap() {
        return gaps[depth];
    }

    /** {@return how many values were expected outside of the array closed last} */
    long closedExpected() {
        return outerExpected[depth];
    }
}
