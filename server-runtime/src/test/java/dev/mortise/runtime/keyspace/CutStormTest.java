package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Cuts while several threads write as fast as they can.
 *
 * <p>Each writer changes all keys of a pair together, under the locks of both, so a cut in which they differ is not of
 * one instant. The keys that nobody changes must all be there, and each key once.
 */
class CutStormTest {

    private static final int WRITERS = 3;
    private static final int PAIRS = 2_000;
    private static final int STILL = 20_000;
    private static final int CUTS = 12;

    private final Store store = new Store(new StoreSettings(8, 1, 1L << 30), System::currentTimeMillis);
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private static final class Nothing implements CutValues {
        @Override
        public void write(ValueType<?> type, Object value) {
            throw new IllegalStateException("there are no objects");
        }

        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public int length() {
            return 0;
        }
    }

    @Test
    void areOfOneInstant() throws CutFailed, InterruptedException {
        StoredEntry entry = new StoredEntry();
        for (int i = 0; i < STILL; i++) {
            set(entry, "still:" + i, "v");
        }
        for (int i = 0; i < PAIRS; i++) {
            set(entry, "left:" + i, "0");
            set(entry, "right:" + i, "0");
        }
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int seed = i;
            writers.add(Thread.ofPlatform().start(() -> write(seed)));
        }
        try {
            for (int i = 0; i < CUTS; i++) {
                check(take());
            }
        } finally {
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            store.close();
        }
        assertNull(failure.get());
    }

    private Map<String, String> take() throws CutFailed {
        Map<String, String> found = new HashMap<>();
        try (Cut cut = store.cut(Nothing::new, Long.MAX_VALUE, () -> {})) {
            CutBatch batch = cut.take();
            while (batch != null) {
                CutTest.read(batch, found);
                cut.giveBack(batch);
                batch = cut.take();
            }
            assertEquals(cut.keys(), found.size());
        }
        return found;
    }

    private static void check(Map<String, String> found) {
        for (int i = 0; i < STILL; i++) {
            assertTrue(found.containsKey("0/still:" + i), "still:" + i);
        }
        for (int i = 0; i < PAIRS; i++) {
            assertEquals(found.get("0/left:" + i), found.get("0/right:" + i), "pair " + i);
        }
    }

    /** Changes pairs, and makes and removes other keys, so that buckets are split and merged. */
    private void write(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StoredEntry left = new StoredEntry();
        StoredEntry right = new StoredEntry();
        try {
            for (int i = 0; !done.get(); i++) {
                int pair = random.nextInt(PAIRS);
                String value = "x".repeat(random.nextInt(60)) + i;
                setBoth(left, right, "left:" + pair, "right:" + pair, value);
                String passing = "passing:" + seed + ":" + (i % 30_000);
                if (i / 30_000 % 2 == 0) {
                    set(left, passing, value);
                } else {
                    with(left, passing, Entry::remove);
                }
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private void set(StoredEntry entry, String key, String value) {
        with(entry, key, e -> e.set(Types.STRING, Slice.of(value), Entry.NEVER));
    }

    private void with(StoredEntry entry, String key, Consumer<StoredEntry> body) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        long hash = store.hash(bytes, 0, bytes.length);
        Shard shard = store.shard(store.shardIndex(hash));
        shard.lock();
        try {
            entry.bind(shard, 0, hash, bytes, 0, bytes.length, 0);
            body.accept(entry);
        } finally {
            entry.release();
            shard.unlock();
        }
    }

    private void setBoth(StoredEntry left, StoredEntry right, String leftKey, String rightKey, String value) {
        int first = shard(leftKey);
        int second = shard(rightKey);
        store.shard(Math.min(first, second)).lock();
        store.shard(Math.max(first, second)).lock();
        try {
            set(left, leftKey, value);
            set(right, rightKey, value);
        } finally {
            store.shard(Math.max(first, second)).unlock();
            store.shard(Math.min(first, second)).unlock();
        }
    }

    private int shard(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        return store.shardIndex(store.hash(bytes, 0, bytes.length));
    }
}
