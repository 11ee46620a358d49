package dev.mortise.runtime.keyspace;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostKeyspace;
import dev.mortise.runtime.memory.MemoryLimit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All keys of the server.
 *
 * <p><b>How it is made up.</b> The hash of a key chooses one of a fixed number of {@linkplain Shard shards}. A shard
 * has one lock, one {@linkplain Region region} of memory outside the heap, and for each database a {@linkplain Table
 * table}: a {@linkplain Directory directory} of {@linkplain Bucket buckets} whose slots lead to {@linkplain
 * EntryLayout entries} in a {@linkplain Slab slab}. Commands reach a key through a {@link StoredEntry}:
 *
 * <pre>{@code
 * long hash = store.hash(key, 0, key.length);
 * Shard shard = store.shard(store.shardIndex(hash));
 * shard.lock();
 * try {
 *     entry.bind(shard, database, hash, key, 0, key.length, nowMillis);
 *     Slice value = entry.get(Types.STRING);
 *     ...
 * } finally {
 *     shard.unlock();
 * }
 * }</pre>
 *
 * <p><b>Why outside the heap.</b> A key of 16 and a value of 32 bytes take about 65 bytes with everything, and no
 * garbage collector ever looks at them. Memory grows and is given back by pages, as keys come and go.
 *
 * <p><b>Threads.</b> Any thread may use any shard while it holds its lock. Who needs several takes them in the order
 * of their numbers. The methods of this class lock by themselves what they need, and may also be called with
 * everything locked.
 */
public final class Store implements HostKeyspace, AutoCloseable {

    private final Shard[] shards;
    private final StoreMemory memory;
    private final int databases;
    private final LongSupplier nowMillis;
    private final KeyHash hash;
    private final MemoryLimit limit;
    private final AddressSpace space;
    private final HugePages hugePages;
    private final ExpiryWalk expiry;
    private final TidyWalk tidying;
    private final ScanWalk scans;
    private final SwapCount swaps = new SwapCount();
    private final Cuts cuts;
    private final LongAdder wholesaleChanges = new LongAdder();
    private final OutsideAccess outside = new OutsideAccess(this);
    private volatile @Nullable KeyspaceChanges changes;
    private volatile boolean closed;

    /**
     * An empty keyspace.
     *
     * @param settings its layout
     * @param nowMillis the clock, for what is called outside of commands
     */
    public Store(StoreSettings settings, LongSupplier nowMillis) {
        this(settings, nowMillis, new MemoryLimit());
    }

    /**
     * An empty keyspace whose memory is limited.
     *
     * @param settings its layout
     * @param nowMillis the clock, for what is called outside of commands
     * @param limit is told what the keyspace takes
     */
    public Store(StoreSettings settings, LongSupplier nowMillis, MemoryLimit limit) {
        this(settings, nowMillis, limit, KeyHash.random());
    }

    /** An empty keyspace whose hashes can be foreseen, for tests. */
    Store(StoreSettings settings, LongSupplier nowMillis, MemoryLimit limit, KeyHash hash) {
        this.limit = limit;
        this.nowMillis = nowMillis;
        this.hash = hash;
        databases = settings.databases();
        space = AddressSpace.reserve(settings.shards(), settings.maxRegionBytes());
        long regionBytes = space.memory().byteSize() / settings.shards();
        shards = new Shard[settings.shards()];
        memory = new StoreMemory(shards);
        cuts = new Cuts(this, shards);
        hugePages = new HugePages(shards, space);
        expiry = new ExpiryWalk(shards);
        tidying = new TidyWalk(shards, space);
        scans = new ScanWalk(shards, swaps);
        for (int i = 0; i < shards.length; i++) {
            MemoryAccount account = new MemoryAccount(limit);
            Region region = new Region(space, i * regionBytes, regionBytes, account);
            shards[i] = new Shard(region, account, hash, databases, Directory.finalHomes(i, shards.length));
        }
    }

    // ---- shards

    /**
     * {@return the hash of a key, different in every process}
     *
     * @param bytes where the key lies
     * @param offset of its first byte
     * @param length of the key
     */
    public long hash(byte[] bytes, int offset, int length) {
        return hash.hash(bytes, offset, length);
    }

    /** {@return the number of shards, a power of two} */
    public int shards() {
        return shards.length;
    }

    /**
     * {@return the number of the shard of a key}
     *
     * @param keyHash the hash of the key
     */
    public int shardIndex(long keyHash) {
        return (int) keyHash & (shards.length - 1);
    }

    /**
     * {@return a shard}
     *
     * @param index its number, from 0
     */
    public Shard shard(int index) {
        return shards[index];
    }

    /** {@return what reads ahead for one thread that is about to look up many keys} */
    public ReadAhead readAhead() {
        return new ReadAhead(shards, space.memory());
    }

    /** Locks every shard, in the order of their numbers. */
    public void lockAll() {
        for (Shard shard : shards) {
            shard.lock();
        }
    }

    /** Unlocks every shard. */
    public void unlockAll() {
        for (Shard shard : shards) {
            shard.unlock();
        }
    }

    /**
     * Begins a {@link Cut}: see {@link Cuts#begin}.
     *
     * @param values makes bytes of value objects; one is asked for each shard
     * @param mostPendingBytes how much may wait to be taken of what changes meanwhile, before the cut fails
     * @param atTheInstant is run while all shards are locked; must be short
     * @return the cut, to be closed
     */
    public Cut cut(Supplier<CutValues> values, long mostPendingBytes, Runnable atTheInstant) {
        requireOpen();
        return cuts.begin(values, mostPendingBytes, nowMillis.getAsLong(), atTheInstant);
    }

    // ---- consequences

    /**
     * Says who is to be told of changes that no command declares; null for nobody.
     *
     * @param listening who
     */
    public void onChange(@Nullable KeyspaceChanges listening) {
        withAllLocked(() -> {
            changes = listening;
            for (Shard shard : shards) {
                shard.changes(listening);
            }
        });
    }

    private void withAllLocked(Runnable work) {
        lockAll();
        try {
            work.run();
        } finally {
            unlockAll();
        }
    }

    /** Notes changes of single entries that no command has made. */
    void changed(List<StoredEntry> entries, long now) {
        wholesaleChanges.add(entries.size());
        KeyspaceChanges listening = changes;
        if (listening != null && !entries.isEmpty()) {
            listening.changed(entries, now);
        }
    }

    /** Notes that databases were loaded while clients were there already. The caller holds no lock. */
    public void loaded() {
        KeyspaceChanges listening = changes;
        if (listening != null) {
            withAllLocked(() -> listening.loaded(databases));
            listening.unlocked();
        }
    }

    /** Tells whoever must not be told under locks what happened lately. The caller holds no lock. */
    public void tellChanges() {
        KeyspaceChanges listening = changes;
        if (listening != null) {
            listening.unlocked();
        }
    }

    @Override
    public <T extends @Nullable Object> T read(int database, Slice key, Function<Entry, T> body) {
        return outside.run(database, List.of(key), nowMillis.getAsLong(), false, found -> body.apply(found.getFirst()));
    }

    @Override
    public <T extends @Nullable Object> T write(int database, Slice key, Function<Entry, T> body) {
        return outside.run(database, List.of(key), nowMillis.getAsLong(), true, found -> body.apply(found.getFirst()));
    }

    @Override
    public <T extends @Nullable Object> T atomically(int database, List<Slice> keys, Function<List<Entry>, T> body) {
        return outside.run(database, keys, nowMillis.getAsLong(), true, body);
    }

    // ---- upkeep

    /**
     * Removes entries whose time is over. Call it every few milliseconds from one thread that holds no lock.
     *
     * @param now the time
     * @param budgetNanos about how long it may take; the next call goes on where this one stopped
     * @return how many were removed
     */
    public long expireCycle(long now, long budgetNanos) {
        requireOpen();
        long removed = expiry.walk(now, budgetNanos);
        if (removed > 0) {
            tellChanges();
        }
        return removed;
    }

    /**
     * Tidies up: moves entries together and gives memory back to the operating system. Call it when idle, from one
     * thread that holds no lock.
     *
     * @param budgetNanos about how long it may take
     * @return whether there is more to do
     */
    public boolean maintain(long budgetNanos) {
        requireOpen();
        return tidying.walk(budgetNanos);
    }

    /** Moves entries together and gives all free memory back to the operating system, a bit at a time. */
    public void purge() {
        requireOpen();
        tidying.purge();
    }

    /**
     * Has a part of the memory backed by a huge page, if there is one that is worth it: one a call, because copying it
     * takes a millisecond or so, in which those who touch it wait. No lock is held meanwhile.
     */
    public void useHugePage() {
        hugePages.useOne();
    }

    /** Gives all memory back. Whatever is called afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        lockAll();
        closed = true;
        try {
            for (Shard shard : shards) {
                shard.close();
            }
            space.close();
        } finally {
            unlockAll();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the keyspace was closed");
        }
    }

    // ---- figures

    /** {@return how many entries ended because their time was over, so far} */
    public long expiredKeys() {
        return sum(Shard::expiredKeys);
    }

    /** {@return how many live entries made room, so far} */
    public long evictedKeys() {
        return sum(Shard::evictedKeys);
    }

    /** Sets both back to zero. */
    public void resetCounters() {
        for (Shard shard : shards) {
            shard.lock();
            try {
                shard.resetCounters();
            } finally {
                shard.unlock();
            }
        }
    }

    /** {@return how many bytes the entries, their index and their value objects take} */
    public long usedBytes() {
        return sum(Shard::usedBytes);
    }

    private long sum(ToLongFunction<Shard> figure) {
        long sum = 0;
        for (Shard shard : shards) {
            sum += figure.applyAsLong(shard);
        }
        return sum;
    }

    /**
     * {@return how many bytes the index of a database takes}
     *
     * @param database its number
     */
    public long indexBytes(int database) {
        return sum(database, Table::indexBytes);
    }

    /** {@return what the memory of all this is used for} */
    public StoreMemory memory() {
        return memory;
    }

    /** {@return how much address space was reserved} */
    public long reservedBytes() {
        return space.memory().byteSize();
    }

    /** {@return the limit to what all this may take} */
    public MemoryLimit limit() {
        return limit;
    }

    /** {@return whether any entry has an expiry, or had one until lately} */
    public boolean hasExpiring() {
        for (Shard shard : shards) {
            if (shard.earliestMillis() != Entry.NEVER) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int databases() {
        return databases;
    }

    @Override
    public long size(int database) {
        return sum(database, Table::keys);
    }

    @Override
    public long expiring(int database) {
        return sum(database, Table::expiring);
    }

    private long sum(int database, ToLongFunction<Table> counter) {
        requireOpen();
        while (true) {
            long begun = swaps.count();
            long sum = 0;
            for (Shard shard : shards) {
                Table table = shard.findTable(database);
                sum += table == null ? 0 : counter.applyAsLong(table);
            }
            if (!swaps.haveHappenedSince(begun)) {
                return sum;
            }
        }
    }

    /** {@return how many keys each database has} */
    public Census census() {
        requireOpen();
        return Census.of(shards, databases, swaps);
    }

    /**
     * {@return how long the keys of a database that have an expiry have left, about, on average, in milliseconds}
     *
     * @param now the time, in milliseconds since 1970
     */
    public long averageTtlMillis(int database, long now) {
        requireOpen();
        ExpirySample sample = new ExpirySample(now);
        for (Shard shard : shards) {
            sample.add(shard, database);
        }
        return sample.averageMillis();
    }

    /** {@return how many changes were made that were none of a single entry} */
    public long wholesaleChanges() {
        return wholesaleChanges.sum();
    }

    @Override
    public boolean visit(int database, Slice key, Visitor visitor) {
        requireOpen();
        byte[] bytes = key.toBytes();
        long hash = hash(bytes, 0, bytes.length);
        Shard shard = shard(shardIndex(hash));
        long now = nowMillis.getAsLong();
        AccessClock clock = new AccessClock(limit, 0);
        clock.at(now);
        StoredEntry entry = new StoredEntry(clock);
        shard.lock();
        try {
            entry.bind(shard, database, hash, bytes, 0, bytes.length, now);
            entry.onlyLook();
            boolean exists = entry.exists();
            if (exists) {
                visitor.visit(key, entry);
            }
            return exists;
        } finally {
            entry.release();
            shard.unlock();
        }
    }

    // ---- whole databases

    @Override
    public long scan(int database, long cursor, int count, Visitor visitor) {
        requireOpen();
        Scan scan = new Scan(visitor, new AccessClock(limit, 0), nowMillis.getAsLong());
        return scans.walk(scan, database, cursor, Math.max(1, count));
    }

    @Override
    public byte @Nullable [] randomKey(int database) {
        return new RandomKey(this, shards).pick(database, nowMillis.getAsLong());
    }

    @Override
    public long clear(int database) {
        requireOpen();
        KeyspaceChanges listening = changes;
        if (listening == null || !listening.wanted()) {
            return clearShards(database);
        }
        // Whoever is told gets one change of everything, which nothing else may come in between of.
        lockAll();
        try {
            long removed = clearShards(database);
            if (removed > 0) {
                listening.cleared(database);
            }
            return removed;
        } finally {
            unlockAll();
        }
    }

    private long clearShards(int database) {
        long removed = 0;
        for (Shard shard : shards) {
            removed += shard.clear(database);
        }
        wholesaleChanges.add(removed);
        return removed;
    }

    @Override
    public void swap(int first, int second) {
        requireOpen();
        Objects.checkIndex(first, databases);
        Objects.checkIndex(second, databases);
        withAllLocked(() -> {
            swaps.begin();
            for (Shard shard : shards) {
                shard.swap(first, second);
            }
            swaps.end();
            KeyspaceChanges listening = changes;
            if (listening != null && first != second) {
                listening.swapped(first, second);
            }
        });
        wholesaleChanges.increment();
    }
}
