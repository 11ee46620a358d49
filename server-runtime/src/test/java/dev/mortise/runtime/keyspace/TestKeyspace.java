package dev.mortise.runtime.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.memory.MemoryLimit;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store with a clock that only tests move, and short words for what tests do all the time. */
final class TestKeyspace implements AutoCloseable {

    static final KeyHash FIXED_HASH = KeyHash.of(0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L, 0xABC98388FB8FAC03L);

    long nowMillis = 1_000_000;
    final MemoryLimit limit = new MemoryLimit();
    final Store store;
    final AccessClock clock = new AccessClock(limit, 7);
    private final StoredEntry entry = new StoredEntry(clock);

    TestKeyspace(int shards) {
        this(new StoreSettings(shards, 4, StoreSettings.MOST_REGION_BYTES));
    }

    TestKeyspace(StoreSettings settings) {
        store = new Store(settings, () -> nowMillis, limit, FIXED_HASH);
    }

    /** Runs something with the entry of a key, as a command would. */
    <T extends @Nullable Object> T with(int database, byte[] key, Function<StoredEntry, T> body) {
        long hash = store.hash(key, 0, key.length);
        Shard shard = store.shard(store.shardIndex(hash));
        clock.at(nowMillis);
        shard.lock();
        try {
            entry.bind(shard, database, hash, key, 0, key.length, nowMillis);
            return body.apply(entry);
        } finally {
            entry.release();
            shard.unlock();
        }
    }

    void run(int database, byte[] key, Consumer<StoredEntry> body) {
        this.<@Nullable Void>with(database, key, e -> {
            body.accept(e);
            return null;
        });
    }

    void set(String key, String value) {
        run(0, bytes(key), e -> e.set(Types.STRING, Slice.of(value), Entry.NEVER));
    }

    void set(String key, byte[] value, long expireAtMillis) {
        run(0, bytes(key), e -> e.set(Types.STRING, Slice.of(value), expireAtMillis));
    }

    void append(String key, String suffix) {
        run(0, bytes(key), e -> {
            Slice value = e.get(Types.STRING);
            e.write(value == null ? 0 : value.length(), Slice.of(suffix));
        });
    }

    @Nullable
    String get(String key) {
        byte[] value = getBytes(0, bytes(key));
        return value == null ? null : new String(value, UTF_8);
    }

    byte @Nullable [] getBytes(int database, byte[] key) {
        return this.<byte @Nullable []>with(database, key, e -> {
            Slice value = e.get(Types.STRING);
            return value == null ? null : value.toBytes();
        });
    }

    /** {@return the string of a key that must be there} */
    String require(String key) {
        return Objects.requireNonNull(get(key), key);
    }

    /** {@return the string of an entry that must be there} */
    static Slice string(Entry entry) {
        return Objects.requireNonNull(entry.get(Types.STRING));
    }

    boolean remove(String key) {
        return with(0, bytes(key), StoredEntry::remove);
    }

    /** Lets the background work finish. */
    void settle() {
        while (store.maintain(Long.MAX_VALUE)) {
            // once more
        }
    }

    @Override
    public void close() {
        store.close();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
