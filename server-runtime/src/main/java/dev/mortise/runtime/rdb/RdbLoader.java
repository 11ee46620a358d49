package dev.mortise.runtime.rdb;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts what a snapshot holds into the keyspace, key by key, each under the lock of its shard alone.
 *
 * <p>Keys whose time is over are left out. One that is there already is damage, unless what is loaded is to be merged
 * with what is there. For one snapshot.
 */
public final class RdbLoader {

    private static final SliceAccess SLICES = SliceAccess.instance();
    private static final String REDIS_VERSION = "redis-ver";
    private static final String OWN_VERSION = "mortise-ver";
    private static final String VALKEY_VERSION = "valkey-ver";
    private static final int KEYS_PER_CALL = 1 << 10;

    private final Store store;
    private final SnapshotTypes types;
    private final long nowMillis;
    private final boolean merge;
    private final StoredEntry entry;
    private final Slice value = SLICES.unpointed();
    private final Map<String, Long> opaque = new TreeMap<>();
    private final List<byte[]> sections = new ArrayList<>();
    private String writtenBy = "";
    private long keys;
    private long expired;

    /**
     * A loader of one snapshot.
     *
     * @param nowMillis the time, by which keys are over or not
     * @param merge whether keys that are there already are replaced, instead of being an error
     */
    public RdbLoader(Store store, SnapshotTypes types, long nowMillis, boolean merge) {
        this.store = store;
        this.types = types;
        this.nowMillis = nowMillis;
        this.merge = merge;
        AccessClock clock = new AccessClock(store.limit(), nowMillis);
        clock.at(nowMillis);
        entry = new StoredEntry(clock);
    }

    /**
     * Loads it.
     *
     * @param verify whether the checksum must be right
     * @param progress is told now and then how many bytes were read
     * @return what it has brought
     * @throws DamagedSnapshot if it cannot be read; what came before is in the keyspace
     */
    public LoadReport load(InputStream in, boolean verify, Consumer<Long> progress) throws IOException {
        Target target = new Target();
        RdbReader reader = new RdbReader(in, types, target, verify);
        target.tell = () -> progress.accept(reader.offset());
        RdbVersion version = reader.read();
        progress.accept(reader.offset());
        return new LoadReport(keys, expired, opaque, version.toString(), writtenBy);
    }

    /** {@return what the snapshot says besides its keys that nobody here understands, to be saved again} */
    public List<byte[]> sections() {
        return sections;
    }

    private final class Target implements RdbTarget {

        private Runnable tell = () -> {};

        @Override
        public void note(String name, String text) {
            switch (name) {
                case REDIS_VERSION -> writtenBy = writtenBy.isEmpty() ? "Redis " + text : writtenBy;
                case OWN_VERSION -> writtenBy = "Mortise " + text;
                case VALKEY_VERSION -> writtenBy = "Valkey " + text;
                default -> {
                    // Of interest to others.
                }
            }
        }

        @Override
        public void string(LoadedKey key, RdbBytes bytes) throws IOException {
            SLICES.point(value, bytes.bytes, 0, bytes.length);
            put(key, Types.STRING, value);
        }

        @Override
        public <V> void object(LoadedKey key, ValueType<V> type, V object) throws IOException {
            if (object instanceof OpaqueValue) {
                opaque.merge(type.name(), 1L, Long::sum);
            }
            put(key, type, object);
        }

        @Override
        public void section(byte[] bytes) {
            sections.add(bytes);
        }

        private <V> void put(LoadedKey key, ValueType<V> type, V object) throws IOException {
            if ((keys + expired) % KEYS_PER_CALL == 0) {
                tell.run();
            }
            if (key.database >= store.databases()) {
                throw new IOException("it has keys in database %d, and there are %d databases: raise the parameter"
                                .formatted(key.database, store.databases())
                        + " 'databases'");
            }
            if (key.expireAtMillis <= nowMillis) {
                expired++;
                return;
            }
            long hash = store.hash(key.name.bytes, 0, key.name.length);
            Shard shard = store.shard(store.shardIndex(hash));
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
    }
}
