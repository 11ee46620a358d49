package dev.mortise.runtime.keyspace;

import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.EvictionPolicy.Order;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes room by removing live entries when the memory limit is exceeded.
 *
 * <p><b>How it works.</b> Before a command that may take memory is executed, and before anything is locked for it. Some
 * entries are looked at, wherever in the keyspace; the {@link EvictionPool} keeps the best candidates of this and
 * earlier looks; the best of all is removed, and so on until the limit is kept. Entries whose time is over are removed
 * as they are met, before any that lives.
 *
 * <p><b>Samples.</b> Slots are in the order of hashes, so a few neighbours from a random slot on are a random sample,
 * and their entries can be read at the same time: one wait for memory instead of five. Which shard is looked at goes
 * round; keys are spread evenly, so each is as good as any. If it has too few, the next ones are looked at as well.
 *
 * <p><b>Locks.</b> One shard at a time, for one look or one removal. The pool remembers candidates of several shards
 * without holding any; an entry that was used, moved or removed meanwhile is passed over.
 *
 * <p><b>How long.</b> As long as {@code maxmemory-eviction-tenacity} allows; then the command is executed although
 * there is not room enough yet, and the next one goes on. But never so that the limit is exceeded by more than one part
 * in {@value #EXCESS_DIVISOR} by what was written since it was set: a command that would do that pays for its room in
 * full. So the bound holds against any storm, while lowering the limit by gigabytes stops nobody.
 *
 * <p>One per event loop, and one for the background; not thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Key eviction</a>
 */
public final class Eviction {

    /** By which part of itself the limit may be exceeded at most, apart from what one command adds. */
    static final int EXCESS_DIVISOR = 32;

    /** More samples find no better candidate. */
    private static final int MOST_SAMPLES = 64;

    private static final int REMOVALS_PER_LOOK_AT_THE_CLOCK = 16;
    private static final int MOST_TENACITY = 100;
    private static final int LINEAR_TENACITY = 10;
    private static final double TENACITY_GROWTH = 1.15;
    private static final long MICROS_PER_TENACITY = 50;

    private final Store store;
    private final MemoryLimit limit;
    private final LongConsumer tookMillis;
    private final AccessClock clock;
    private final EvictionPool pool = new EvictionPool();
    private @Nullable EvictionPolicy pooledPolicy;
    private int nextShard;
    private int nextDatabase;
    private long random;
    private long nowMillis;
    /** How many entries the last look found. */
    private int found;

    /**
     * An eviction that may be asked for room.
     *
     * @param store the keyspace
     * @param seed of the random numbers
     * @param tookMillis is told each time how long it took
     */
    public Eviction(Store store, long seed, LongConsumer tookMillis) {
        this.store = store;
        this.tookMillis = tookMillis;
        this.limit = store.limit();
        this.clock = new AccessClock(limit, seed);
        this.random = seed | 1;
        this.nextShard = (int) (seed >>> 1) & (store.shards() - 1);
    }

    /**
     * Makes room if the limit is exceeded. Nothing may be locked by this thread.
     *
     * @param now the time, in milliseconds since 1970
     * @return whether a command that takes memory may go on
     */
    public boolean makeRoom(long now) {
        return !limit.exceeded() || evict(now, allowedNanos(limit.settings().tenacity()));
    }

    /**
     * Makes room for some time.
     *
     * @param now the time, in milliseconds since 1970
     * @param budgetNanos for about how long
     * @return whether there is room now, or was some to be made; if not, nothing more can be evicted
     */
    public boolean evict(long now, long budgetNanos) {
        MemorySettings settings = limit.settings();
        EvictionPolicy policy = settings.policy();
        if (policy == EvictionPolicy.NOEVICTION) {
            return !limit.exceeded();
        }
        if (policy != pooledPolicy) {
            // The scores of another policy mean nothing.
            pool.clear();
            pooledPolicy = policy;
        }
        nowMillis = now;
        clock.at(now);
        long begun = System.nanoTime();
        boolean possible = evict(policy, Math.min(settings.samples(), MOST_SAMPLES), begun, budgetNanos);
        tookMillis.accept(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        store.tellChanges();
        return possible;
    }

    private boolean evict(EvictionPolicy policy, int samples, long begun, long budgetNanos) {
        for (int removed = 1; limit.exceeded(); removed++) {
            if (!removeOne(policy, samples)) {
                return !limit.exceeded();
            }
            if (removed % REMOVALS_PER_LOOK_AT_THE_CLOCK == 0) {
                boolean inTime = System.nanoTime() - begun < budgetNanos;
                if (!inTime && limit.tolerable(EXCESS_DIVISOR)) {
                    limit.stillExceeded(nowMillis);
                    return true;
                }
            }
        }
        limit.kept(nowMillis);
        return true;
    }

    /** {@return for how long a command may be held up} */
    static long allowedNanos(int tenacity) {
        if (tenacity >= MOST_TENACITY) {
            return Long.MAX_VALUE;
        }
        double micros = tenacity <= LINEAR_TENACITY
                ? MICROS_PER_TENACITY * tenacity
                : MICROS_PER_TENACITY * LINEAR_TENACITY * Math.pow(TENACITY_GROWTH, tenacity - LINEAR_TENACITY);
        return TimeUnit.MICROSECONDS.toNanos((long) micros);
    }

    // ---- one removal

    /** {@return whether an entry was removed, or the memory of one given back} */
    private boolean removeOne(EvictionPolicy policy, int samples) {
        boolean atRandom = policy.order() == Order.RANDOM;
        while (true) {
            if (look(policy, atRandom ? 1 : samples)) {
                return true;
            }
            if (pool.isEmpty()) {
                return false;
            }
            while (!pool.isEmpty()) {
                pool.takeBest();
                if (removeBest(policy)) {
                    if (atRandom) {
                        pool.clear();
                    }
                    return true;
                }
            }
        }
    }

    private boolean removeBest(EvictionPolicy policy) {
        Shard shard = store.shard(pool.shard());
        boolean large;
        shard.lock();
        try {
            Table table = shard.findTable(pool.database());
            Directory directory = table == null ? null : table.directory();
            if (table == null || directory == null) {
                return false;
            }
            Bucket bucket = directory.bucketAt(KeyHash.position(pool.hash()));
            int slot = bucket.find(pool.hash(), pool.block());
            if (slot < 0
                    || EntryLayout.hash(table.memory, pool.block(), table.keyHash()) != pool.hash()
                    || score(table, pool.block(), policy) < pool.score()) {
                return false;
            }
            large = EntryLayout.isLarge(Memory.getLong(table.memory, pool.block()));
            remove(table, bucket, slot);
            table.shrink(bucket);
            shard.evicted();
            shard.account().settle();
        } finally {
            shard.unlock();
        }
        if (large) {
            giveBack(shard);
        }
        return true;
    }

    /** What a large entry has left is to be gone before anything takes its room. */
    private static void giveBack(Shard shard) {
        boolean more = true;
        while (more) {
            shard.lock();
            try {
                more = shard.unsettled();
            } finally {
                shard.unlock();
            }
        }
    }

    // ---- looking for candidates

    /** Looks at some entries. {@return whether it removed some of them, because their time was over} */
    private boolean look(EvictionPolicy policy, int samples) {
        found = 0;
        boolean removed = false;
        for (int i = 0; i < store.shards() && found < samples && !removed; i++) {
            int number = nextShard;
            nextShard = (number + 1) & (store.shards() - 1);
            Shard shard = store.shard(number);
            if (shard.isEmpty()) {
                continue;
            }
            shard.lock();
            try {
                removed = look(shard, number, policy, samples);
            } finally {
                shard.unlock();
            }
        }
        return removed;
    }

    private boolean look(Shard shard, int number, EvictionPolicy policy, int samples) {
        boolean removed = false;
        nextDatabase = (nextDatabase + 1) % store.databases();
        for (int i = 0; i < store.databases(); i++) {
            int database = (nextDatabase + i) % store.databases();
            Table table = shard.findTable(database);
            if (table == null || (policy.volatileOnly() ? table.expiring() : table.keys()) == 0) {
                continue;
            }
            removed |= look(table, number, database, policy, samples);
            if (policy.order() == Order.RANDOM && found > 0) {
                break;
            }
        }
        return removed;
    }

    private static void remove(Table table, Bucket bucket, int slot) {
        KeyspaceChanges listening = table.shard.changes();
        if (listening == null) {
            table.erase(bucket, slot);
            return;
        }
        byte[] key = EntryLayout.keyBytes(table.memory, bucket.block(slot));
        table.erase(bucket, slot);
        listening.evicted(table.database(), key);
    }

    private boolean look(Table table, int shard, int database, EvictionPolicy policy, int samples) {
        Directory directory = table.directory();
        if (directory == null) {
            return false;
        }
        boolean removed = false;
        int seen = 0;
        long start = nextRandom() >>> Integer.SIZE;
        Bucket bucket = directory.bucketAt(start);
        int slot = bucket.home(start);
        long travelled = 0;
        while (seen < samples) {
            slot = policy.volatileOnly() ? bucket.nextExpiring(slot) : bucket.nextUsed(slot);
            if (slot < bucket.slots) {
                seen++;
                removed |= consider(table, bucket, slot, shard, database, policy);
                slot++;
            } else if (travelled >= Scan.END) {
                break;
            } else {
                travelled += bucket.endPosition() - bucket.firstPosition;
                bucket = directory.bucketAt(bucket.endPosition() & (Scan.END - 1));
                slot = policy.volatileOnly() && bucket.earliestMillis == Long.MAX_VALUE ? bucket.slots : 0;
            }
        }
        if (removed) {
            table.shrink(bucket);
            table.shard.account().settle();
        }
        return removed;
    }

    /** {@return whether the entry was removed, because its time was over} */
    private boolean consider(Table table, Bucket bucket, int slot, int shard, int database, EvictionPolicy policy) {
        long block = bucket.block(slot);
        if (isOver(table, block)) {
            table.expiry().lapse(bucket, slot);
            table.shard.expired(1);
            return true;
        }
        found++;
        long score = score(table, block, policy);
        if (pool.wants(score)) {
            pool.add(score, EntryLayout.hash(table.memory, block, table.keyHash()), block, shard, database);
        }
        return false;
    }

    private boolean isOver(Table table, long block) {
        return EntryLayout.expires(Memory.getLong(table.memory, block))
                && EntryLayout.expiry(table.memory, block) <= nowMillis;
    }

    /** {@return how soon an entry is to be evicted: of two, the one with the higher score first} */
    private long score(Table table, long block, EvictionPolicy policy) {
        long header = Memory.getLong(table.memory, block);
        if (policy.volatileOnly() && !EntryLayout.expires(header)) {
            return Long.MIN_VALUE;
        }
        return switch (policy.order()) {
            // The instant of the last use: it does not become another while a candidate waits, as idle time does.
            case LRU -> clock.idleSeconds(header) - TimeUnit.MILLISECONDS.toSeconds(nowMillis);
            case LFU -> -clock.frequency(header);
            case TTL -> -EntryLayout.expiry(table.memory, block);
            case RANDOM, NONE -> 0;
        };
    }

    private long nextRandom() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }
}
