package dev.mortise.runtime.keyspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The slice of the keyspace behind one lock: its part of every database, in one region of memory.
 *
 * <p><b>The lock</b> is held for well under a microsecond as a rule; see {@link ShardLock}.
 *
 * <p><b>Housekeeping.</b> Nothing is moved and no memory reused while the lock is held, so what a command borrowed
 * stays as it is. When the lock is given back for good, the last thing done under it is a bounded bit of moving and
 * giving back, if freeing has made it necessary.
 *
 * <p>All methods but {@link #lock}, {@link #touchEntry} and the counters want the lock held.
 */
public final class Shard {

    /** The types of small values that lie here as bytes. */
    final PackedTypes packedTypes = new PackedTypes();

    private static final VarHandle EARLIEST = field("earliestMillis");
    private static final VarHandle EXPIRED = field("expiredKeys");
    private static final VarHandle EVICTED = field("evictedKeys");
    private static final VarHandle MODIFICATIONS = field("modifications");

    /** Giving a chunk back takes the system 15 to 60 µs. */
    private static final int MOST_CHUNKS_GIVEN_BACK = 1;
    /** Chunks in a row take less each, and near the memory limit what is free is to be gone. */
    private static final int MOST_GIVEN_BACK_WHEN_TIGHT = 4;

    private final ShardLock lock = new ShardLock();
    private final Region region;
    private final MemoryAccount account;
    private final KeyHash hash;
    private final int finalHomes;
    private final Rehash rehash = new Rehash();
    private final AtomicReferenceArray<@Nullable Table> tables;
    private boolean closed;
    /** Who is to be told of what is removed without a command, if it wants to be; null if nobody. */
    private @Nullable KeyspaceChanges changes;
    /** The table that freed something last, if there is something to do about it. */
    private @Nullable Table debtor;

    private long earliestMillis = Long.MAX_VALUE;
    private long expiredKeys;
    private long evictedKeys;
    private long modifications;
    private long tidiedModifications;
    private boolean idle;

    Shard(Region region, MemoryAccount account, KeyHash hash, int databases, int finalHomes) {
        this.region = region;
        this.account = account;
        this.hash = hash;
        this.finalHomes = finalHomes;
        tables = new AtomicReferenceArray<>(databases);
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Shard.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // ---- the lock

    /**
     * Waits until the shard is this thread's; the same thread may lock it again.
     *
     * @throws IllegalStateException if the keyspace was closed
     */
    public void lock() {
        lock.lock();
        if (closed) {
            lock.unlock();
            throw new IllegalStateException("the keyspace was closed");
        }
    }

    /** Gives the shard back. The outermost call first does a bounded bit of housekeeping. */
    public void unlock() {
        try {
            if (debtor != null && lock.holds() == 1) {
                settle(debtor);
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle(Table table) {
        debtor = null;
        region.settle(0);
        table.settle();
        boolean owing = table.evacuation().pay();
        region.settle(account.tight() ? MOST_GIVEN_BACK_WHEN_TIGHT : MOST_CHUNKS_GIVEN_BACK);
        if (owing || region.unsettled()) {
            debtor = table;
        }
    }

    /** Notes that a table freed something, which is to be dealt with when the lock is given back. */
    void owes(Table table) {
        debtor = table;
    }

    /**
     * Tidies up a bit more than has to be. Memory that is free is given back only if nothing was changed since the
     * last time: otherwise it would be asked for again at once.
     *
     * @param first whether others had time to change something since the last call
     * @return whether there is more to do
     */
    boolean tidy(boolean first) {
        if (first) {
            idle = modifications == tidiedModifications;
            tidiedModifications = modifications;
        }
        account.settle();
        boolean more = false;
        for (int i = 0; i < tables.length(); i++) {
            Table table = tables.getPlain(i);
            if (table == null) {
                continue;
            }
            if (table.keys() == 0 && table.usedBytes() > 0) {
                table.clear();
            }
            more |= table.evacuation().tidy();
        }
        region.settle(MOST_CHUNKS_GIVEN_BACK);
        if (idle) {
            region.giveBack(MOST_CHUNKS_GIVEN_BACK);
        }
        return more || region.unsettled() || (idle && region.hasTouched());
    }

    /** Moves a bit together and gives a bit of free memory back. {@return whether there is more to do} */
    boolean purge() {
        boolean more = false;
        for (int i = 0; i < tables.length(); i++) {
            Table table = tables.getPlain(i);
            more |= table != null && table.evacuation().tidy();
        }
        region.settle(MOST_CHUNKS_GIVEN_BACK);
        region.giveBack(MOST_CHUNKS_GIVEN_BACK);
        return more || region.hasTouched();
    }

    /** {@return whether {@link #tidy} would find something if nothing was changed until then} */
    boolean untidy() {
        return region.hasTouched();
    }

    /** {@return whether {@link #unlock} will leave something to give back or to move} */
    boolean unsettled() {
        return debtor != null;
    }

    /** {@return whether another thread waits for the lock} */
    boolean isWanted() {
        return lock.isWanted();
    }

    /** See {@link Region#claimHugePage}. */
    long claimHugePage() {
        return region.claimHugePage();
    }

    /** Has every later {@link #lock} fail. */
    void close() {
        closed = true;
        debtor = null;
    }

    /** Says who is to be told of what is removed without a command; null for nobody. */
    void changes(@Nullable KeyspaceChanges listening) {
        changes = listening;
    }

    /** {@return who wants to be told of what is removed without a command, or null if nobody does} */
    @Nullable
    KeyspaceChanges changes() {
        KeyspaceChanges listening = changes;
        return listening != null && listening.wanted() ? listening : null;
    }

    /** {@return whether the thread that asks has it locked} */
    boolean isLockedByThisThread() {
        return lock.isMine();
    }

    // ---- tables

    /** {@return the table of a database, made now if there was none} */
    Table table(int database) {
        Table table = tables.getPlain(database);
        if (table == null) {
            table = new Table(this, database, region, hash, rehash, finalHomes);
            tables.setRelease(database, table);
        }
        return table;
    }

    /** Removes all entries of a database. {@return how many there were} */
    long clear(int database) {
        if (findTable(database) == null) {
            return 0;
        }
        lock();
        try {
            long count = table(database).clear();
            if (count > 0) {
                modified();
            }
            return count;
        } finally {
            unlock();
        }
    }

    /**
     * Makes room for keys that are about to come, so that none is moved for the sake of those behind it. In a database
     * that had keys already this does nothing.
     *
     * @param database the number of the database
     * @param keys about how many; what the index of all of them takes is taken at once
     */
    public void expect(int database, long keys) {
        var _ = table(database).expect(keys);
    }

    /** Exchanges the tables of two databases. */
    void swap(int first, int second) {
        Table table = tables.getPlain(first);
        Table other = tables.getPlain(second);
        tables.setRelease(first, other);
        tables.setRelease(second, table);
        if (other != null) {
            other.database(first);
        }
        if (table != null) {
            table.database(second);
        }
        modified();
    }

    /** {@return the table of a database, or null if there is none} For every thread. */
    @Nullable
    Table findTable(int database) {
        return tables.getAcquire(database);
    }

    /** Reads an entry, so that it is in the cache. Needs no lock, promises nothing, never throws. */
    long touchEntry(long block) {
        try {
            return Region.touch(region.memory, block);
        } catch (RuntimeException e) {
            return 0;
        }
    }

    // ---- expiry

    /** {@return an instant before which no entry of any table ends} For every thread. */
    long earliestMillis() {
        return (long) EARLIEST.getOpaque(this);
    }

    /** Notes that an entry ends then. */
    void expiresAt(long instant) {
        if (instant < earliestMillis) {
            EARLIEST.setOpaque(this, instant);
        }
    }

    /** Removes dead entries of one bucket. {@return how many} */
    int expireStep(long nowMillis) {
        int removed = 0;
        long earliest = Long.MAX_VALUE;
        boolean stepped = false;
        for (int i = 0; i < tables.length(); i++) {
            Table table = tables.getPlain(i);
            if (table == null) {
                continue;
            }
            if (!stepped && table.expiry().earliestMillis() <= nowMillis) {
                removed = table.expiry().step(nowMillis);
                stepped = true;
            }
            earliest = Math.min(earliest, table.expiry().earliestMillis());
        }
        EARLIEST.setOpaque(this, earliest);
        return removed;
    }

    // ---- counters

    /** Counts entries whose time was over. */
    void expired(int count) {
        EXPIRED.setOpaque(this, expiredKeys + count);
        modified();
    }

    long expiredKeys() {
        return (long) EXPIRED.getOpaque(this);
    }

    /** Counts a live entry that made room. */
    void evicted() {
        EVICTED.setOpaque(this, evictedKeys + 1);
        modified();
    }

    long evictedKeys() {
        return (long) EVICTED.getOpaque(this);
    }

    /** Sets the counters that {@code CONFIG RESETSTAT} resets back to zero. */
    void resetCounters() {
        EXPIRED.setOpaque(this, 0L);
        EVICTED.setOpaque(this, 0L);
    }

    /** {@return whether there is not one entry, as it seems} For every thread. */
    boolean isEmpty() {
        return sum(Table::keys) == 0;
    }

    /** Counts a change. */
    void modified() {
        MODIFICATIONS.setOpaque(this, modifications + 1);
    }

    /**
     * {@return how often anything in this shard was changed; grows only} Exact under the lock, an estimate without.
     */
    public long modifications() {
        return (long) MODIFICATIONS.getOpaque(this);
    }

    long usedBytes() {
        return sum(Table::usedBytes);
    }

    long allocatedBytes() {
        return sum(Table::allocatedBytes);
    }

    long activeBytes() {
        return sum(Table::takenBytes);
    }

    private long sum(ToLongFunction<Table> figure) {
        long sum = 0;
        for (int i = 0; i < tables.length(); i++) {
            Table table = tables.getAcquire(i);
            sum += table == null ? 0 : figure.applyAsLong(table);
        }
        return sum;
    }

    long residentBytes() {
        return region.residentBytes();
    }

    /** {@return the sum of what counts against the memory limit} Its figures are for every thread. */
    MemoryAccount account() {
        return account;
    }
}
