package dev.mortise.runtime.keyspace;

/**
 * Goes from shard to shard, moves entries together and gives memory back to the operating system; goes on where it
 * stopped.
 *
 * <p>Shards do that by themselves as they free memory, no more than they owe (see {@link Evacuation}). This is for when
 * there is nothing else to do, and goes further. A lock is held for one step of some ten microseconds, and not taken
 * again while somebody waits for it.
 *
 * <p>For one thread, which holds no lock; {@link #purge} for any.
 */
final class TidyWalk {

    private final Shard[] shards;
    private final AddressSpace space;
    private int next;
    private boolean prepared;

    TidyWalk(Shard[] shards, AddressSpace space) {
        this.shards = shards;
        this.space = space;
    }

    /** Tidies up, for about as long as it may. {@return whether there is more to do} */
    boolean walk(long budgetNanos) {
        if (!prepared) {
            // Linking a system call takes milliseconds the first time, which nobody should spend under a lock.
            space.giveBack(0, 0);
            prepared = true;
        }
        long begun = System.nanoTime();
        boolean later = false;
        for (int i = 0; i < shards.length; i++) {
            Shard shard = shards[next];
            boolean first = true;
            boolean more = true;
            boolean untidy = false;
            while (more) {
                if (System.nanoTime() - begun >= budgetNanos) {
                    return true;
                }
                shard.lock();
                try {
                    more = shard.tidy(first);
                    first = false;
                    untidy = shard.untidy();
                } finally {
                    shard.unlock();
                }
                // Whoever waits would be too slow to get the lock before we took it again.
                more &= !shard.isWanted();
            }
            later |= untidy;
            next = (next + 1) % shards.length;
        }
        return later;
    }

    /** Tidies up all there is, a bit at a time, and keeps no memory for what may come. */
    void purge() {
        for (Shard shard : shards) {
            boolean more = true;
            // What others free meanwhile is their affair, or this might never end.
            long steps = shard.residentBytes() / Evacuation.MOST_BYTES + 1;
            for (long i = 0; i < steps && more; i++) {
                shard.lock();
                try {
                    more = shard.purge();
                } finally {
                    shard.unlock();
                }
            }
        }
    }
}
