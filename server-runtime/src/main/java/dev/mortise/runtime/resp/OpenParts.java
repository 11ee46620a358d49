package dev.mortise.runtime.resp;

import java.util.Arrays;

/**
 * The parts of a reply that are watched by themselves, the innermost on top: for each what was known of the reply
 * around it.
 */
final class OpenParts {

    private long[] expected = new long[4];
    private long[] marks = new long[4];
    private int[] depths = new int[4];
    private int count;

    /** How many arrays of unknown size are open around the innermost part. */
    private int depth;

    int count() {
        return count;
    }

    /** {@return how many arrays of unknown size are open around the innermost part, or 0 if there is none} */
    int depth() {
        return depth;
    }

    void open(long outerExpected, long outerMark, int openArrays) {
        if (count == expected.length) {
            expected = Arrays.copyOf(expected, 2 * count);
            marks = Arrays.copyOf(marks, 2 * count);
            depths = Arrays.copyOf(depths, 2 * count);
        }
        expected[count] = outerExpected;
        marks[count] = outerMark;
        depths[count] = depth;
        count++;
        depth = openArrays;
    }

    void close() {
        count--;
        depth = depths[count];
    }

    long closedExpected() {
        return expected[count];
    }

    long closedMark() {
        return marks[count];
    }

    void clear() {
        count = 0;
        depth = 0;
    }
}
