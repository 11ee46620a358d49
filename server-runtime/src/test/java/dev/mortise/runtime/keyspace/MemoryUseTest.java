package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryUseTest {

    private final TestKeyspace keyspace = new TestKeyspace(8);
    private final Store store = keyspace.store;

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** The promise: at most 24 bytes for a key beyond what the client sent, at any number of keys. */
    @Test
    void takesFewBytesBeyondThePayload() {
        byte[] value = new byte[32];
        int[] milestones = {50_000, 75_000, 100_000, 150_000, 200_000, 300_000};
        int keys = 0;
        for (int milestone : milestones) {
            for (; keys < milestone; keys++) {
                keyspace.set("key:%012d".formatted(keys), value, NEVER);
            }
            double overhead = (double) store.memory().residentBytes() / keys - 16 - 32;
            assertTrue(overhead < 24, overhead + " bytes beyond the payload at " + keys);
        }
    }

    @Test
    void takesEightBytesMoreForAnExpiry() {
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key:%012d".formatted(i), new byte[32], keyspace.nowMillis + 1000 + i);
        }
        double overhead = (double) store.memory().residentBytes() / 100_000 - 16 - 32;
        assertTrue(overhead < 30, overhead + " bytes beyond the payload");
    }

    @Test
    void goesBackWhenKeysAreDeleted() {
        for (int i = 0; i < 300_000; i++) {
            keyspace.set("key" + i, new byte[40], NEVER);
        }
        long full = store.memory().residentBytes();
        for (int i = 0; i < 300_000; i++) {
            if (i % 100 != 0) {
                keyspace.remove("key" + i);
            }
        }
        keyspace.settle();

        assertEquals(3000, store.size(0));
        assertTrue(
                store.memory().residentBytes() < full / 8,
                full + " bytes, then " + store.memory().residentBytes());
    }

    @Test
    void goesBackWhenADatabaseIsCleared() {
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key" + i, new byte[40], NEVER);
        }
        assertEquals(100_000, store.clear(0));
        assertEquals(0, store.usedBytes());
        keyspace.settle();

        assertEquals(0, store.memory().residentBytes());
        keyspace.set("key", "value");
        assertEquals("value", keyspace.get("key"));
    }

    @Test
    void goesBackWhenEverythingExpires() {
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key" + i, new byte[40], keyspace.nowMillis + 1);
        }
        keyspace.nowMillis += 1;
        assertEquals(100_000, store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE));
        keyspace.settle();

        assertEquals(0, store.memory().residentBytes());
    }

    @Test
    void goesBackWhenLargeValuesAreDeleted() {
        for (int i = 0; i < 100; i++) {
            keyspace.set("key" + i, new byte[1_000_000], NEVER);
        }
        assertTrue(store.memory().residentBytes() >= 100_000_000, "all of it is there");
        for (int i = 0; i < 100; i++) {
            keyspace.remove("key" + i);
        }
        keyspace.settle();

        assertEquals(0, store.memory().residentBytes());
    }

    /** What a free list per size cannot do: sizes change for good, and the memory goes along. */
    @Test
    void followsWhatLivesWhenSizesShift() {
        SplittableRandom random = new SplittableRandom(7);
        for (int size : new int[] {20, 40, 300, 30, 1000, 10}) {
            for (int i = 0; i < 120_000; i++) {
                keyspace.set("key" + random.nextInt(40_000), new byte[size + random.nextInt(size)], NEVER);
            }
            double ratio = (double) store.memory().residentBytes() / store.usedBytes();
            // Each of the eight shards may keep a chunk in reserve and have one half full.
            double allowance = 8.0 * 2 * Region.CHUNK_BYTES / store.usedBytes();
            assertTrue(ratio < 1.4 + allowance, "at about " + size + " bytes " + ratio);
        }
    }

    @Test
    void isTheSameAfterManyOverwritesOfEqualLength() {
        for (int i = 0; i < 10_000; i++) {
            keyspace.set("key" + i, new byte[100], NEVER);
        }
        long before = store.memory().residentBytes();
        for (int i = 0; i < 100_000; i++) {
            keyspace.set("key" + i % 10_000, new byte[100], NEVER);
        }
        assertEquals(before, store.memory().residentBytes());
    }

    @Test
    void isNotWastedByLongAppends() {
        for (int i = 0; i < 100; i++) {
            for (int part = 0; part < 500; part++) {
                keyspace.append("key" + i, "x".repeat(100));
            }
        }
        keyspace.settle();

        long payload = 100 * 50_000L;
        long openChunks = 8 * Region.CHUNK_BYTES;
        assertTrue(
                store.memory().residentBytes() < payload * 1.1 + openChunks,
                store.memory().residentBytes() + " for " + payload);
    }

    @Test
    void countsEntriesExactly() {
        try (TestKeyspace single = new TestKeyspace(1)) {
            single.set("other", "value");
            long before = single.store.usedBytes();

            single.set("key:000000000001", new byte[32], NEVER);

            assertEquals(before + 8 + 16 + 32, single.store.usedBytes(), "the header, the key, the value");
        }
    }
}
