package dev.mortise.runtime.rdb;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.ReadAhead;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.IOException;

/**
 * Puts what was read into the keyspace, key by key, each under the lock of its shard alone. For one thread.
 *
 * <p>The places of all keys of a batch are looked at before the first is inserted: to wait for memory is most of the
 * work, and so it is waited for all of them at once.
 */
final class KeyInserter {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Store store;
    private final long nowMillis;
    private final boolean merge;
    private final StoredEntry entry;
    private final ReadAhead readAhead;
    private final Slice value = SLICES.unpointed();
    private long keys;

    /**
     * An inserter.
     *
     * @param merge whether keys that are there already are replaced, instead of being an error
     */
    KeyInserter(Store store, long nowMillis, boolean merge) {
        this.store = store;
        this.readAhead = store.readAhead();
        this.nowMillis = nowMillis;
        this.merge = merge;
        AccessClock clock = new AccessClock(store.limit(), nowMillis);
        clock.at(nowMillis);
        entry = new StoredEntry(clock);
    }

    /** {@return how many keys it has put into the keyspace} */
    long keys() {
        return keys;
    }

    /** Inserts all strings of a batch. */
    void insert(LoadBatch batch) throws IOException {
        for (int i = 0; i < batch.count(); i++) {
            readAhead.add(batch.key(i).database, batch.hash(i));
        }
        readAhead.read();
        for (int i = 0; i < batch.count(); i++) {
            int from = batch.valueFrom(i);
            insert(batch.key(i), batch.hash(i), batch.values(), from, batch.valueEnd(i) - from);
        }
    }

    /** Inserts one string. */
    void insert(LoadedKey key, long hash, RdbBytes string) throws IOException {
        insert(key, hash, string.bytes, 0, string.length);
    }

    private void insert(LoadedKey key, long hash, byte[] bytes, int from, int length) throws IOException {
        SLICES.point(value, bytes, from, length);
        insert(key, hash, Types.STRING, value);
    }

    /** Inserts one value of any type. */
    <V> void insert(LoadedKey key, long hash, ValueType<V> type, V object) throws IOException {
        Shard shard = shard(hash);
        shard.lock();
        try {
            entry.bind(shard, key.database, hash, key.name.bytes, 0, key.name.length, nowMillis);
            if (!merge && entry.exists()) {
                throw new IOException("it has key %s of database %d twice".formatted(key.shown(), key.database));
            }
            entry.set(type, object, key.expireAtMillis);
            if (key.idleSeconds >= 0 || key.frequency >= 0) {
                entry.usedBefore(key.idleSeconds, key.frequency);
            }
        } catch (ServerError full) {
            throw new IOException("there is no room for key " + key.shown() + ": " + full.getMessage(), full);
        } finally {
            entry.release();
            shard.unlock();
        }
        keys++;
    }

    private Shard shard(long hash) {
        return store.shard(store.shardIndex(hash));
    }
}
