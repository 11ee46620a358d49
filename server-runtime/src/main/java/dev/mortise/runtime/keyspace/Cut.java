package dev.mortise.runtime.keyspace;

import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All entries of the keyspace as they are at one instant, handed out while commands go on changing them.
 *
 * <p><b>How it works.</b> At the instant all shards are locked, for less than a millisecond, and each table is given a
 * {@link TableCut}. From then on the entries are written to {@linkplain CutBatch batches} from two sides. Whoever
 * saves them {@linkplain #take walks} one shard after another, some 30 µs under its lock at a time, less if somebody
 * waits for it. And whoever is about to change or remove an entry that the walk has not come to writes it aside first:
 * a copy of one entry, once. Which entries those are, a bit per slot tells, made for a bucket when one of its entries
 * is changed first; a bucket that is split, merged or grown is written as a whole before, in the time that its
 * splitting takes anyway. Moving entries in memory changes no slot and concerns nobody.
 *
 * <p><b>Emptying a table</b> takes no longer than ever: what it held is handed over to a table that only the cut knows,
 * and freed when that is written. Exchanging databases changes nothing: a table remembers whose it was.
 *
 * <p><b>Value objects</b> are changed in place by their modules, who tell only afterwards. So one that is handed to
 * anybody is written aside already then.
 *
 * <p><b>Memory.</b> 8 KiB a shard, and what waits to be taken. The walk takes only as fast as it is asked, but nobody
 * who changes an entry can be made to wait for a disk. So what was written aside adds up if it is taken too slowly; at
 * {@linkplain Cuts#begin a bound} the cut fails rather than grow.
 *
 * <p><b>Cost.</b> Without a cut, a field and a branch that is always the same for each change. With one, a copy of each
 * entry that is changed before the walk comes to it, about 0.1 µs.
 *
 * <p><b>Threads.</b> {@link #take} and {@link #giveBack} may be called by several, each of which walks another shard.
 *
 * <p>{@code docs/decisions/0013-snapshots-without-fork.md} tells what else was thought of.
 */
public final class Cut implements AutoCloseable {

    private static final int MOST_SPARE_BATCHES = 64;

    private final Cuts cuts;
    private final long mostPendingBytes;
    private final AccessClock clock;
    private final boolean savesIdleTimes;
    private final boolean savesFrequencies;
    private final long[] keys;
    private final long[] expiring;
    private long allKeys;
    private final ShardCut[] shards;
    private final Deque<ShardCut> unwalked = new ConcurrentLinkedDeque<>();
    private final Queue<CutBatch> pending = new ConcurrentLinkedQueue<>();
    private final Queue<CutBatch> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spareBatches = new AtomicInteger();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicLong mostPending = new AtomicLong();
    private final AtomicLong longestStepNanos = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile @Nullable CutFailed failure;

    Cut(Cuts cuts, Store store, long mostPendingBytes, long nowMillis) {
        this.cuts = cuts;
        this.mostPendingBytes = mostPendingBytes;
        MemorySettings settings = store.limit().settings();
        savesIdleTimes = settings.policy().order() == EvictionPolicy.Order.LRU;
        savesFrequencies = settings.policy().countsUses();
        clock = new AccessClock(store.limit(), 0);
        clock.at(nowMillis);
        keys = new long[store.databases()];
        expiring = new long[store.databases()];
        shards = new ShardCut[store.shards()];
    }

    /** Takes the tables of all shards down, which are locked. */
    void begin(Shard[] allShards, int number, Supplier<CutValues> values) {
        for (int i = 0; i < allShards.length; i++) {
            ShardCut shard = new ShardCut(this, allShards[i], values.get(), clock);
            for (int database = 0; database < keys.length; database++) {
                Table table = allShards[i].findTable(database);
                if (table != null && table.keys() > 0) {
                    shard.add(table, database, number);
                    keys[database] += table.keys();
                    expiring[database] += table.expiring();
                    allKeys += table.keys();
                }
            }
            shards[i] = shard;
            unwalked.add(shard);
        }
    }

    // ---- for who saves

    /**
     * {@return how many keys a database has at the instant}
     *
     * @param database its number
     */
    public long keys(int database) {
        return keys[database];
    }

    /**
     * {@return how many of them have an expiry}
     *
     * @param database the number of the database
     */
    public long expiring(int database) {
        return expiring[database];
    }

    /** {@return how many keys there are at the instant} */
    public long keys() {
        return allKeys;
    }

    /** {@return how many of them were written so far} For every thread. */
    public long written() {
        return written.get();
    }

    /** {@return how many bytes wait to be taken, of what was written aside} For every thread. */
    public long pendingBytes() {
        return pendingBytes.get();
    }

    /** {@return how many bytes waited to be taken at most} For every thread. */
    public long mostPendingBytes() {
        return mostPending.get();
    }

    /** {@return how long a shard was held at most for the walk} For every thread. */
    public long longestStepNanos() {
        return longestStepNanos.get();
    }

    /**
     * {@return the next entries, in no order, or null if there are no more for the thread that asks}
     *
     * @throws CutFailed if the cut cannot be completed
     */
    public @Nullable CutBatch take() throws CutFailed {
        while (true) {
            CutFailed failed = failure;
            if (failed != null) {
                throw failed;
            }
            CutBatch waiting = pending.poll();
            if (waiting != null) {
                pendingBytes.addAndGet(-waiting.capacity());
                return waiting;
            }
            ShardCut shard = unwalked.pollFirst();
            if (shard == null) {
                // Whoever walks the last shards takes what comes aside there.
                return null;
            }
            CutBatch batch = walk(shard);
            if (batch != null) {
                return batch;
            }
        }
    }

    private @Nullable CutBatch walk(ShardCut shard) {
        CutBatch batch = newBatch(CutBatch.ORDINARY_BYTES);
        if (batch == null) {
            return null;
        }
        boolean complete;
        shard.shard.lock();
        long begun = System.nanoTime();
        try {
            complete = shard.walk(batch);
        } finally {
            long nanos = System.nanoTime() - begun;
            shard.shard.unlock();
            longestStepNanos.accumulateAndGet(nanos, Math::max);
        }
        if (!complete) {
            unwalked.addFirst(shard);
        }
        if (batch.isEmpty()) {
            giveBack(batch);
            return null;
        }
        return batch;
    }

    /**
     * Says that a batch was read.
     *
     * @param batch what {@link #take} has returned
     */
    public void giveBack(CutBatch batch) {
        if (batch.capacity() == CutBatch.ORDINARY_BYTES && spareBatches.get() < MOST_SPARE_BATCHES) {
            batch.clear();
            spareBatches.incrementAndGet();
            spare.add(batch);
        }
    }

    /** Ends the cut, whether or not all was taken. */
    @Override
    public void close() {
        for (ShardCut shard : shards) {
            shard.shard.lock();
            try {
                shard.abandon();
            } finally {
                shard.shard.unlock();
            }
        }
        cuts.ended();
    }

    // ---- for the shards

    boolean savesIdleTimes() {
        return savesIdleTimes;
    }

    boolean savesFrequencies() {
        return savesFrequencies;
    }

    void wrote() {
        written.getAndIncrement();
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Says that the cut cannot be completed, which {@link #take} throws. */
    void fail(String reason, @Nullable Throwable cause) {
        if (failure == null) {
            failure = new CutFailed(reason, cause);
        }
    }

    /** {@return an empty batch that holds so much, or null if there is no memory for it, and the cut has failed} */
    @Nullable
    CutBatch newBatch(long bytes) {
        if (bytes <= CutBatch.ORDINARY_BYTES) {
            CutBatch batch = spare.poll();
            if (batch != null) {
                spareBatches.decrementAndGet();
                return batch;
            }
        }
        if (bytes > Integer.MAX_VALUE - Long.SIZE) {
            fail("an entry of " + bytes + " bytes is too large to be saved", null);
            return null;
        }
        try {
            return new CutBatch((int) Math.max(bytes, CutBatch.ORDINARY_BYTES));
        } catch (OutOfMemoryError e) {
            fail("there is no memory for the copy of an entry of " + bytes + " bytes", e);
            return null;
        }
    }

    /** Hands a batch over that was written aside. */
    void pending(CutBatch batch) {
        pending.add(batch);
    }

    /** Counts a batch that entries are written aside to, from now until it is taken. */
    void count(CutBatch batch) {
        long bytes = pendingBytes.addAndGet(batch.capacity());
        mostPending.accumulateAndGet(bytes, Math::max);
        // One entry may be as large as it likes.
        if (bytes - batch.capacity() > mostPendingBytes) {
            fail(
                    "entries change faster than they can be saved: " + bytes + " bytes wait, " + mostPendingBytes
                            + " may",
                    null);
        }
    }
}
