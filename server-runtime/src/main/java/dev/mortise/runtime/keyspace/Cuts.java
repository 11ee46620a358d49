package dev.mortise.runtime.keyspace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Begins {@linkplain Cut cuts} of a keyspace, one at a time: a bucket remembers how far one of them has come. */
final class Cuts {

    private final Store store;
    private final Shard[] shards;
    private final AtomicBoolean running = new AtomicBoolean();
    /** How many were begun; the number of one is never 0. Changed while one is running only. */
    private int count;

    Cuts(Store store, Shard[] shards) {
        this.store = store;
        this.shards = shards;
    }

    /**
     * Begins to hand out all entries as they are at this instant, for which all shards are locked.
     *
     * @param values makes bytes of value objects; one is asked for each shard
     * @param mostPendingBytes how much may wait to be taken of what changes meanwhile, before the cut fails
     * @param atTheInstant is run while all shards are locked; must be short
     * @return the cut, to be closed
     * @throws IllegalStateException if one is running already
     */
    Cut begin(Supplier<CutValues> values, long mostPendingBytes, long nowMillis, Runnable atTheInstant) {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("a cut is running already");
        }
        Cut cut = new Cut(this, store, mostPendingBytes, nowMillis);
        store.lockAll();
        try {
            count++;
            cut.begin(shards, count, values);
            atTheInstant.run();
        } finally {
            store.unlockAll();
        }
        return cut;
    }

    /** Called when the one that is running has let go of all shards. */
    void ended() {
        running.set(false);
    }
}
