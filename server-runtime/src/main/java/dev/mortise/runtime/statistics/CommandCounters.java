package dev.mortise.runtime.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How often each command ran and how long it took, on one event loop.
 *
 * <p><b>Why one per event loop.</b> A counter shared by all loops would move its cache line between cores for every
 * command. Each loop adds to its own, and {@code INFO} sums them up.
 *
 * <p><b>Threads.</b> Written by one thread, read by any: element writes are opaque, so that a reader never sees half a
 * number and always sees progress, and the writer pays for a plain store.
 */
public final class CommandCounters {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] calls;
    private final long[] nanos;
    private final long[] rejected;
    private final long[] failed;

    /** @param commands how many commands there are */
    public CommandCounters(int commands) {
        calls = new long[commands];
        nanos = new long[commands];
        rejected = new long[commands];
        failed = new long[commands];
    }

    /** Counts a run of calls of the same command. */
    public void ran(int command, int times, long tookNanos) {
        add(calls, command, times);
        add(nanos, command, tookNanos);
    }

    /** Counts a call that was refused before it ran. */
    public void rejected(int command) {
        add(rejected, command, 1);
    }

    /** Counts a call that answered an error. */
    public void failed(int command) {
        add(failed, command, 1);
    }

    public long calls(int command) {
        return (long) LONGS.getOpaque(calls, command);
    }

    public long nanos(int command) {
        return (long) LONGS.getOpaque(nanos, command);
    }

    public long rejectedCalls(int command) {
        return (long) LONGS.getOpaque(rejected, command);
    }

    public long failedCalls(int command) {
        return (long) LONGS.getOpaque(failed, command);
    }

    /** Starts again from zero. Calls counted meanwhile by the loop may be lost or kept. */
    public void reset() {
        for (int i = 0; i < calls.length; i++) {
            LONGS.setOpaque(calls, i, 0L);
            LONGS.setOpaque(nanos, i, 0L);
            LONGS.setOpaque(rejected, i, 0L);
            LONGS.setOpaque(failed, i, 0L);
        }
    }

    private static void add(long[] counters, int index, long amount) {
        LONGS.setOpaque(counters, index, (long) LONGS.getOpaque(counters, index) + amount);
    }
}
