package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No single operation moves more than a bounded number of slots and bytes, whatever came before. */
class BoundedWorkTest {

    /** What the largest bucket of the shard with the largest buckets holds. */
    private static final long MOST_SLOTS = 2048;

    /** One payment, and the block that exceeded it. */
    private static final long MOST_BYTES = Evacuation.MOST_BYTES + Slab.LONGEST_BLOCK_BYTES;

    private final TestKeyspace keyspace = new TestKeyspace(1);
    private long slots;
    private long bytes;

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** Looks at what was moved since the last call of this or of {@link #begin}. */
    private void check() {
        long slotsBefore = slots;
        long bytesBefore = bytes;
        begin();
        assertTrue(slots - slotsBefore <= MOST_SLOTS, "slots " + (slots - slotsBefore));
        assertTrue(bytes - bytesBefore <= MOST_BYTES, "bytes " + (bytes - bytesBefore));
    }

    private void begin() {
        Table table = keyspace.store.shard(0).table(0);
        Directory directory = table.directory();
        slots = directory == null ? 0 : directory.movedSlots();
        bytes = table.evacuation().movedBytes();
    }

    @Test
    void whileGrowingOverwritingAndShrinking() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 150_000; i++) {
            keyspace.set("key" + i, new byte[32], NEVER);
            check();
        }
        for (int i = 0; i < 300_000; i++) {
            keyspace.set("key" + random.nextInt(150_000), new byte[32 + i / 5000], NEVER);
            check();
        }
        for (int i = 0; i < 150_000; i++) {
            keyspace.remove("key" + i);
            check();
        }
        assertTrue(slots > 150_000, "entries were moved");
        assertTrue(bytes > 1_000_000, "bytes were moved");
    }

    @Test
    void whileEverythingExpiresAtOnce() {
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key" + i, bytes("value"), keyspace.nowMillis + 1);
        }
        begin();
        keyspace.nowMillis++;
        while (keyspace.store.size(0) > 0) {
            keyspace.store.expireCycle(keyspace.nowMillis, 1);
            check();
        }
    }

    @Test
    void afterABatchThatFreedMuchUnderOneLock() {
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key" + i, new byte[100], NEVER);
        }
        begin();
        keyspace.store.lockAll();
        for (int i = 0; i < 100_000; i += 2) {
            keyspace.remove("key" + i);
            check();
        }
        keyspace.store.unlockAll();
        check();
        for (int i = 1; i < 100_000; i += 2) {
            keyspace.get("key" + i);
            check();
        }
    }
}
