package dev.mortise.runtime.rdb;

import dev.mortise.api.ServerError;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts what a snapshot holds into the keyspace.
 *
 * <p><b>How.</b> One thread reads, others {@linkplain InsertThreads insert}: the keys of short strings by batches. All
 * else the reader inserts itself. What the snapshot says of the number of its keys is used to make room for them first.
 *
 * <p>Keys whose time is over are left out. One that is there already is damage, unless what is loaded is to be merged
 * with what is there. For one snapshot.
 */
public final class RdbLoader {

    private static final String REDIS_VERSION = "redis-ver";
    private static final String OWN_VERSION = "mortise-ver";
    private static final String VALKEY_VERSION = "valkey-ver";
    private static final int KEYS_PER_CALL = 1 << 10;
    /** No key takes less, so that a file of so many bytes cannot have more keys than that makes. */
    private static final int LEAST_BYTES_PER_KEY = 4;
    /** So many keys are made room for if it is not known how long the file is. */
    private static final long UNPROVEN_KEYS = 1 << 20;

    private final Store store;
    private final SnapshotTypes types;
    private final long nowMillis;
    private final boolean merge;
    private final int threads;
    private final Map<String, Long> opaque = new TreeMap<>();
    private final List<byte[]> sections = new ArrayList<>();
    private String writtenBy = "";

    /**
     * A loader of one snapshot.
     *
     * @param nowMillis the time, by which keys are over or not
     * @param merge whether keys that are there already are replaced, instead of being an error
     * @param threads how many may insert keys, beside the one that reads; at least 1
     */
    public RdbLoader(Store store, SnapshotTypes types, long nowMillis, boolean merge, int threads) {
        this.store = store;
        this.types = types;
        this.nowMillis = nowMillis;
        this.merge = merge;
        this.threads = threads;
    }

    /**
     * Loads it.
     *
     * @param totalBytes how long it is, or -1 if that is not known
     * @param verify whether the checksum must be right
     * @param progress is told now and then how many bytes were read
     * @return what it has brought
     * @throws DamagedSnapshot if it cannot be read; what came before is in the keyspace
     */
    public LoadReport load(InputStream in, long totalBytes, boolean verify, Consumer<Long> progress)
            throws IOException {
        try (InsertThreads others = new InsertThreads(threads, this::inserter)) {
            Target target = new Target(others, totalBytes < 0 ? UNPROVEN_KEYS : totalBytes / LEAST_BYTES_PER_KEY);
            RdbReader reader = new RdbReader(in, types, target, verify);
            target.tell = () -> progress.accept(reader.offset());
            RdbVersion version = reader.read();
            long keys = target.finish();
            progress.accept(reader.offset());
            return new LoadReport(keys, target.expired, opaque, version.toString(), writtenBy);
        }
    }

    private KeyInserter inserter() {
        return new KeyInserter(store, nowMillis, merge);
    }

    /** {@return what the snapshot says besides its keys that nobody here understands, to be saved again} */
    public List<byte[]> sections() {
        return sections;
    }

    private final class Target implements RdbTarget {

        private final InsertThreads others;
        private final KeyInserter own = inserter();
        private LoadBatch batch = new LoadBatch();
        private long believableKeys;
        private long seen;
        private long expired;
        private Runnable tell = () -> {};

        Target(InsertThreads others, long believableKeys) {
            this.others = others;
            this.believableKeys = believableKeys;
        }

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
        public void expect(int database, long keys, long expiring) {
            long believed = Math.min(keys, believableKeys);
            believableKeys -= believed;
            for (int i = 0; i < store.shards() && database < store.databases(); i++) {
                Shard shard = store.shard(i);
                shard.lock();
                try {
                    shard.expect(database, believed / store.shards());
                } catch (ServerError full) {
                    // Then there is no room for the keys either, and the first that finds none tells.
                    return;
                } finally {
                    shard.unlock();
                }
            }
        }

        @Override
        public void string(LoadedKey key, RdbBytes value) throws IOException {
            if (!isWanted(key)) {
                return;
            }
            long hash = hash(key);
            if (value.length > LoadBatch.LONGEST_VALUE) {
                own.insert(key, hash, value);
                return;
            }
            batch.add(key, hash, value);
            if (batch.isFull()) {
                batch = others.insert(batch);
            }
        }

        @Override
        public <V> void object(LoadedKey key, ValueType<V> type, V object) throws IOException {
            if (object instanceof OpaqueValue) {
                opaque.merge(type.name(), 1L, Long::sum);
            }
            if (isWanted(key)) {
                own.insert(key, hash(key), type, object);
            }
        }

        @Override
        public void section(byte[] bytes) {
            sections.add(bytes);
        }

        private long hash(LoadedKey key) {
            return store.hash(key.name.bytes, 0, key.name.length);
        }

        private boolean isWanted(LoadedKey key) throws IOException {
            if (seen++ % KEYS_PER_CALL == 0) {
                tell.run();
            }
            if (key.database >= store.databases()) {
                throw new IOException("it has keys in database %d, and there are %d databases: raise the parameter"
                                .formatted(key.database, store.databases())
                        + " 'databases'");
            }
            boolean over = key.expireAtMillis <= nowMillis;
            expired += over ? 1 : 0;
            return !over;
        }

        /** Waits until all is in the keyspace. {@return how many keys that are} */
        private long finish() throws IOException {
            own.insert(batch);
            return own.keys() + others.finish();
        }
    }
}
