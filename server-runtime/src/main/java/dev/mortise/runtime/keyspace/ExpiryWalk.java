package dev.mortise.runtime.keyspace;

/**
 * Goes from shard to shard and removes entries whose time is over; goes on where it stopped.
 *
 * <p>For one thread, which holds no lock.
 */
final class ExpiryWalk {

    private final Shard[] shards;
    private int next;

    ExpiryWalk(Shard[] shards) {
        this.shards = shards;
    }

    /** Removes entries whose time is over, for about as long as it may. {@return how many} */
    long walk(long now, long budgetNanos) {
        long begun = System.nanoTime();
        long removed = 0;
        for (int i = 0; i < shards.length; i++) {
            Shard shard = shards[next];
            while (shard.earliestMillis() <= now) {
                shard.lock();
                try {
                    removed += shard.expireStep(now);
                } finally {
                    shard.unlock();
                }
                if (System.nanoTime() - begun >= budgetNanos) {
                    return removed;
                }
            }
            next = (next + 1) % shards.length;
        }
        return removed;
    }
}
