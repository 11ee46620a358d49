package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted against the limit: never off, whatever happened. */
class MemoryAccountTest {

    private static final int SHARDS = 4;
    private static final int SLOT = Bucket.BYTES_PER_ENTRY;

    private final TestKeyspace keyspace = new TestKeyspace(SHARDS);
    private final Store store = keyspace.store;

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** A value on the heap of a size that it tells itself. */
    private static final ValueType<int[]> BLOB = new ValueType<>() {
        @Override
        public String name() {
            return "blob";
        }

        @Override
        public int[] create() {
            return new int[1];
        }

        @Override
        public long bytes(int[] value) {
            return value[0];
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(int[] value, ValueOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public int[] read(ValueInput in, int version) {
            return new int[] {(int) in.readLong()};
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSumOfWhatIsThereAfterAnySequence(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (random.nextBoolean()) {
            keyspace.limit.configure(MemorySettings.DEFAULT.with(8 << 20, EvictionPolicy.NOEVICTION));
        }
        for (int i = 0; i < 30_000; i++) {
            change(random);
            if (i % 1000 == 0) {
                check(seed, i);
            }
        }
        keyspace.settle();
        check(seed, -1);

        for (int database = 0; database < 2; database++) {
            store.clear(database);
        }
        assertEquals(0, store.memory().countedBytes(), "seed " + seed);
        assertEquals(0, store.memory().heapBytes(), "seed " + seed);
    }

    private void change(SplittableRandom random) {
        int database = random.nextInt(2);
        byte[] key = bytes("key" + random.nextInt(2000));
        int size = random.nextInt(50) == 0 ? random.nextInt(200_000) : random.nextInt(400);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> keyspace.run(database, key, e -> e.set(Types.STRING, Slice.of(new byte[size]), NEVER));
            case 4 ->
                keyspace.run(
                        database,
                        key,
                        e -> e.set(Types.STRING, Slice.of(new byte[size]), keyspace.nowMillis + 1 + size));
            case 5, 6, 7 -> keyspace.run(database, key, StoredEntry::remove);
            case 8 -> keyspace.run(database, key, e -> e.set(BLOB, new int[] {size}, NEVER));
            case 9 ->
                keyspace.run(database, key, e -> {
                    if (BLOB.equals(e.type())) {
                        e.getOrCreate(BLOB)[0] = size;
                        e.changed();
                    } else {
                        e.write(random.nextInt(500), Slice.of(new byte[100]));
                    }
                });
            case 10 -> {
                keyspace.nowMillis += random.nextInt(20);
                store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE);
            }
            default -> store.maintain(20_000);
        }
    }

    private void check(long seed, int step) {
        String when = "seed " + seed + ", step " + step;
        long[] sums = new long[2];
        long index = 0;
        for (int database = 0; database < 2; database++) {
            index += store.indexBytes(database);
            long cursor = 0;
            do {
                cursor = store.scan(database, cursor, 1000, (key, entry) -> {
                    sums[0] += entry.memoryBytes() - SLOT;
                    sums[1] += BLOB.equals(entry.type()) ? entry.getOrCreate(BLOB)[0] : 0;
                });
            } while (cursor != 0);
        }
        // A SCAN does not show what is expired and not reclaimed yet.
        while (store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE) > 0) {
            return;
        }
        assertEquals(store.memory().allocatedBytes() + store.memory().heapBytes(), sums[0] + index, when);
        assertTrue(store.memory().heapBytes() >= sums[1], when);
        long told = keyspace.limit.usedBytes();
        assertTrue(
                Math.abs(store.memory().countedBytes() - told) < (long) SHARDS * MemoryLimit.STEP_BYTES,
                () -> when + ": " + store.memory().countedBytes() + " counted, " + told + " told");
    }

    @Test
    void countsASixteenthMoreThanLivesAsRoomForWhatIsDead() {
        try (TestKeyspace single = new TestKeyspace(1)) {
            single.set("other", "value");
            long before = single.store.memory().countedBytes();

            for (int i = 100; i < 116; i++) {
                single.set("key:000000000" + i, new byte[32], NEVER);
            }

            assertEquals(before + 17 * 56, single.store.memory().countedBytes());
        }
    }

    @Test
    void countsLargeValuesByThePagesOfTheirRun() {
        try (TestKeyspace single = new TestKeyspace(1)) {
            single.set("other", "value");
            long before = single.store.memory().countedBytes();

            single.set("key", new byte[1 << 20], NEVER);
            assertEquals(before + (1 << 20) + 4096, single.store.memory().countedBytes());

            single.remove("key");
            assertEquals(before, single.store.memory().countedBytes());
        }
    }

    @Test
    void countsValueObjectsByWhatTheirTypeSays() {
        try (TestKeyspace single = new TestKeyspace(1)) {
            single.run(0, bytes("first"), e -> e.set(BLOB, new int[] {0}, NEVER));
            long before = single.store.memory().heapBytes();

            single.run(0, bytes("key"), e -> e.set(BLOB, new int[] {1000}, NEVER));
            assertEquals(before + 1000, single.store.memory().heapBytes());

            single.run(0, bytes("key"), e -> {
                e.getOrCreate(BLOB)[0] = 50;
                e.changed();
            });
            assertEquals(before + 50, single.store.memory().heapBytes());
        }
    }

    /** Near the limit what is dead takes no more than the room that is counted for it, whatever sizes come and go. */
    @ParameterizedTest
    @ValueSource(ints = {40, 400, 4000, 30_000})
    void isWhatIsResidentNearTheLimit(int size) {
        int limit = 64 << 20;
        keyspace.limit.configure(MemorySettings.DEFAULT.with(limit, EvictionPolicy.NOEVICTION));
        SplittableRandom random = new SplittableRandom(size);
        int keys = (int) (0.9 * limit / (size * 1.1 + 30));
        for (int i = 0; i < keys * 5; i++) {
            keyspace.set("key" + random.nextInt(keys), new byte[size / 2 + random.nextInt(size)], NEVER);
        }
        long allowance = SHARDS * 2L * Region.CHUNK_BYTES;
        assertTrue(keyspace.limit.tight(), "it is about a memory that is nearly full");
        assertTrue(
                store.memory().residentBytes() < store.memory().countedBytes() + allowance,
                store.memory().residentBytes() + " resident, " + store.memory().countedBytes() + " counted");
    }
}
