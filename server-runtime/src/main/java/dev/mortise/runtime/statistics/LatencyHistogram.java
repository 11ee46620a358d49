package dev.mortise.runtime.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How often what took how long: counts of durations, each known to less than one part in a hundred.
 *
 * <p><b>Layout.</b> A row for each power of two, divided into 128 equal steps; below 128 nanoseconds, steps of one.
 *
 * <pre>
 *   row 0      0 ...  127 ns   steps of 1
 *   row 1    128 ...  255 ns   steps of 1
 *   row 2    256 ...  511 ns   steps of 2
 *   row 3    512 ... 1023 ns   steps of 4
 *   ...
 * </pre>
 *
 * <p><b>Cost.</b> Counting is a shift, two loads and a store, without a branch that depends on the duration. Rows come
 * into being with their first count, 1 KiB each: a command that takes from one to sixty microseconds has six of them.
 * The steps are those of Redis (of an HdrHistogram with two digits), so that percentiles are rounded alike; rows of its
 * own size, allocated at once, would be 24 KiB for each command and event loop.
 *
 * <p><b>Threads.</b> Written by one thread, read by any, as {@link CommandCounters}.
 */
public final class LatencyHistogram {

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(long[][].class);

    private static final int STEP_BITS = 7;
    private static final int STEPS = 1 << STEP_BITS;

    /** One for each highest bit of a positive number, the lowest seven sharing the first. */
    private static final int MOST_ROWS = Long.SIZE - 1 - STEP_BITS + 1;

    private final long[] @Nullable [] rows = new long[MOST_ROWS][];

    /** A histogram in which nothing was counted. */
    public LatencyHistogram() {}

    /**
     * Counts a duration.
     *
     * @param nanos the duration; a negative one, from a clock that ran backwards, counts as none
     * @param times how often to count it
     */
    public void count(long nanos, long times) {
        long duration = Math.max(0, nanos);
        int row = row(duration);
        long @Nullable [] counts = rows[row];
        if (counts == null) {
            counts = new long[STEPS];
            ROWS.setRelease(rows, row, counts);
        }
        int step = step(duration, row);
        COUNTS.setOpaque(counts, step, (long) COUNTS.getOpaque(counts, step) + times);
    }

    /** Adds what another histogram has counted, which its own thread may go on to write. */
    void add(LatencyHistogram other) {
        for (int row = 0; row < MOST_ROWS; row++) {
            long @Nullable [] theirs = (long[]) ROWS.getAcquire(other.rows, row);
            if (theirs != null) {
                long @Nullable [] ours = rows[row];
                if (ours == null) {
                    ours = new long[STEPS];
                    rows[row] = ours;
                }
                for (int step = 0; step < STEPS; step++) {
                    ours[step] += (long) COUNTS.getOpaque(theirs, step);
                }
            }
        }
    }

    /** {@return how many durations were counted} */
    public long total() {
        return atMost(Long.MAX_VALUE);
    }

    /** {@return how many of the durations counted lie in the step of this one or in one below} */
    public long atMost(long nanos) {
        int lastRow = row(nanos);
        int lastStep = step(nanos, lastRow);
        long total = 0;
        for (int row = 0; row <= lastRow; row++) {
            long @Nullable [] counts = (long[]) ROWS.getAcquire(rows, row);
            if (counts != null) {
                int steps = row == lastRow ? lastStep + 1 : STEPS;
                for (int step = 0; step < steps; step++) {
                    total += (long) COUNTS.getOpaque(counts, step);
                }
            }
        }
        return total;
    }

    /**
     * {@return the duration that so many of a hundred do not exceed: the longest of its step, and for 0 the shortest of
     * the first step; 0 if there are none}
     *
     * @param percentile from 0 to 100
     */
    public long percentile(double percentile) {
        long rank = Math.max(1, (long) (percentile / 100 * total() + 0.5));
        long counted = 0;
        for (int row = 0; row < MOST_ROWS; row++) {
            long @Nullable [] counts = (long[]) ROWS.getAcquire(rows, row);
            for (int step = 0; counts != null && step < STEPS; step++) {
                counted += (long) COUNTS.getOpaque(counts, step);
                if (counted >= rank) {
                    return percentile == 0 ? shortest(row, step) : longest(row, step);
                }
            }
        }
        return 0;
    }

    /** {@return the longest duration that is counted in the same step as this one} */
    public static long longestLike(long nanos) {
        int row = row(nanos);
        return longest(row, step(nanos, row));
    }

    private static int row(long nanos) {
        return Long.SIZE - Long.numberOfLeadingZeros(nanos | (STEPS - 1)) - STEP_BITS;
    }

    /** The bits after the highest one; in row 0, where the highest bit may be any, all of them. */
    private static int step(long nanos, int row) {
        return (int) (nanos >>> Math.max(0, row - 1)) & (STEPS - 1);
    }

    private static long shortest(int row, int step) {
        return row == 0 ? step : (long) (STEPS + step) << (row - 1);
    }

    private static long longest(int row, int step) {
        return shortest(row, step) + (1L << Math.max(0, row - 1)) - 1;
    }
}
