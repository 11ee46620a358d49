package dev.mortise.runtime.keyspace;

import java.lang.invoke.VarHandle;

/**
 * Counts the exchanges of databases, for those who look at all shards without locking them all.
 *
 * <p><b>Why it exists.</b> {@code SWAPDB} holds every lock while it exchanges the tables shard by shard. Whoever adds
 * up counters of all shards holds none, and whoever walks through the shards holds one at a time: both might see one
 * database in some shards and the other in the rest.
 *
 * <p><b>How it works.</b> A sequence lock: the number is odd while tables are being exchanged. A reader remembers it,
 * reads, and reads again if it is another number by then.
 *
 * <p><b>Cost.</b> Two loads for a reader. A reader that meets an exchange waits for it to end, which takes a few
 * nanoseconds for each shard.
 *
 * <p>{@link #begin} and {@link #end} want all shards locked; the rest is for every thread.
 */
final class SwapCount {

    private volatile long count;

    @SuppressWarnings("NonAtomicVolatileUpdate") // by whoever holds all locks, and nobody else
    void begin() {
        count++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by whoever holds all locks, and nobody else
    void end() {
        count++;
    }

    /** {@return a number for {@link #haveHappenedSince}, at a moment when none is going on} */
    long count() {
        long seen = count;
        while ((seen & 1) != 0) {
            Thread.onSpinWait();
            seen = count;
        }
        return seen;
    }

    /**
     * {@return whether there was an exchange, or is one going on; if not, what was read meanwhile belongs together}
     *
     * @param then what {@link #count} returned
     */
    boolean haveHappenedSince(long then) {
        VarHandle.acquireFence();
        return count != then;
    }
}
