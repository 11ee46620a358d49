package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.api.Types.STRING;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that go from one entry to another. */
class MoveAndCopyTest {

    private static final ValueType<int[]> NUMBERS = new NumbersType(true);
    private static final ValueType<int[]> UNIQUE = new NumbersType(false);

    private final TestKeyspace keyspace = new TestKeyspace(4);
    private final StoredEntry from = new StoredEntry();
    private final StoredEntry to = new StoredEntry();

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** Runs something with two entries, as a command would that has all shards locked. */
    private void run(String source, int sourceDatabase, String target, int database, Runnable body) {
        keyspace.store.lockAll();
        try {
            bind(from, source, sourceDatabase);
            bind(to, target, database);
            body.run();
        } finally {
            from.release();
            to.release();
            keyspace.store.unlockAll();
        }
    }

    private void run(String source, String target, Runnable body) {
        run(source, 0, target, 0, body);
    }

    private void bind(StoredEntry entry, String name, int database) {
        byte[] key = bytes(name);
        long hash = keyspace.store.hash(key, 0, key.length);
        Shard shard = keyspace.store.shard(keyspace.store.shardIndex(hash));
        entry.bind(shard, database, hash, key, 0, key.length, keyspace.nowMillis);
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    /** Keys and values of all layouts: short and long keys, entries that share a chunk and entries that do not. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "1, 2, 44",
        "3, 254, 100",
        "254, 255, 100",
        "255, 3, 100",
        "3, 300, 32700",
        "300, 3, 32700",
        "5, 6, 40000",
        "5, 70000, 40000",
        "70000, 5, 40000",
        "70000, 70001, 10",
        "4, 5, 1000000"
    })
    void arriveWhole(int keyLength, int newKeyLength, int length) {
        String key = "k".repeat(keyLength);
        String newKey = "n".repeat(newKeyLength);
        keyspace.set(newKey, "what it held before");

        for (long expiry : new long[] {NEVER, keyspace.nowMillis + 1000}) {
            keyspace.set(key, pattern(length), expiry);

            run(key, newKey, () -> {
                from.copyTo(to);
                assertArrayEquals(pattern(length), TestKeyspace.string(from).toBytes());
                assertArrayEquals(pattern(length), TestKeyspace.string(to).toBytes());
                assertEquals(expiry, to.expireAtMillis());
                assertEquals(expiry, from.expireAtMillis());
            });
            run(key, newKey, () -> {
                from.moveTo(to);
                assertFalse(from.exists());
                assertArrayEquals(pattern(length), TestKeyspace.string(to).toBytes());
                assertEquals(expiry, to.expireAtMillis());
            });
            assertEquals(1, keyspace.store.size(0));
            assertEquals(expiry == NEVER ? 0 : 1, keyspace.store.expiring(0));
        }
        assertTrue(keyspace.remove(newKey));
        assertEquals(0, bytesOfEntries());
    }

    private long bytesOfEntries() {
        keyspace.settle();
        return keyspace.store.usedBytes();
    }

    @Test
    void findTheirWayThroughATableThatGrowsMeanwhile() {
        keyspace.set("key0", "value");
        for (int i = 0; i < 5000; i++) {
            run("key" + i, "key" + (i + 1), () -> from.moveTo(to));
            run("key" + (i + 1), "copy" + i, () -> from.copyTo(to));
        }
        assertEquals("value", keyspace.get("key5000"));
        assertEquals("value", keyspace.get("copy4999"));
        assertEquals(5001, keyspace.store.size(0));
    }

    @Test
    void reachOtherDatabases() {
        keyspace.set("key", "value");

        run("key", 0, "key", 2, () -> from.copyTo(to));
        run("key", 0, "key", 3, () -> from.moveTo(to));

        assertNull(keyspace.getBytes(0, bytes("key")));
        assertArrayEquals(bytes("value"), keyspace.getBytes(2, bytes("key")));
        assertArrayEquals(bytes("value"), keyspace.getBytes(3, bytes("key")));
    }

    @Test
    void keepTheirEncoding() {
        keyspace.append("key", "12");

        run("key", "copy", () -> {
            from.copyTo(to);
            assertEquals("raw", to.encoding());
        });
        run("copy", "moved", () -> {
            from.moveTo(to);
            assertEquals("raw", to.encoding());
        });
    }

    @Test
    void areNothingWhereThereIsNothing() {
        run("missing", "key", () -> {
            assertThrows(IllegalStateException.class, () -> from.moveTo(to));
            assertThrows(IllegalStateException.class, () -> from.copyTo(to));
            assertFalse(to.exists());
        });
    }

    @Test
    void replaceWhatIsOver() {
        keyspace.set("key", "value");
        keyspace.set("over", bytes("old"), keyspace.nowMillis + 1);
        keyspace.nowMillis++;

        run("key", "over", () -> {
            from.moveTo(to);
            assertEquals(NEVER, to.expireAtMillis());
        });
        assertEquals("value", keyspace.get("over"));
    }

    @Nested
    class ToTheSameKey {

        @Test
        void movingDoesNothing() {
            keyspace.set("key", "value");
            run("key", "key", () -> {
                from.moveTo(to);
                assertFalse(from.dirty());
                assertFalse(to.dirty());
            });
            assertEquals("value", keyspace.get("key"));
        }

        @Test
        void copyingIsAMistake() {
            keyspace.set("key", "value");
            run("key", "key", () -> assertThrows(IllegalStateException.class, () -> from.copyTo(to)));
            assertEquals("value", keyspace.get("key"));
        }
    }

    @Nested
    class Objects {

        private void put(ValueType<int[]> type, int[] value) {
            keyspace.run(0, bytes("key"), entry -> entry.set(type, value));
        }

        @Test
        void goOverAsTheyAre() {
            int[] value = {1, 2, 3};
            put(UNIQUE, value);
            keyspace.set("taken", "text");

            run("key", "taken", () -> {
                from.moveTo(to);
                assertFalse(from.exists());
                assertSame(value, to.get(UNIQUE));
            });

            keyspace.remove("taken");
            assertEquals(0, bytesOfEntries());
        }

        @Test
        void areCopiedByTheirType() {
            int[] value = {1, 2, 3};
            put(NUMBERS, value);

            run("key", "copy", () -> {
                from.copyTo(to);
                assertSame(value, from.get(NUMBERS));
                int[] copy = to.get(NUMBERS);
                assertNotNull(copy);
                assertNotSame(value, copy);
                assertArrayEquals(value, copy);
            });

            keyspace.remove("key");
            keyspace.remove("copy");
            assertEquals(0, bytesOfEntries());
        }

        @Test
        void giveWayToStrings() {
            put(NUMBERS, new int[1000]);
            keyspace.set("text", "value");

            run("text", "key", () -> from.moveTo(to));

            assertEquals("value", keyspace.get("key"));
            keyspace.remove("key");
            assertEquals(0, bytesOfEntries());
        }

        @Test
        void thatCannotBeCopiedLeaveEverythingAsItIs() {
            put(UNIQUE, new int[1]);
            keyspace.set("taken", "text");

            run("key", "taken", () -> {
                ServerError error = assertThrows(ServerError.class, () -> from.copyTo(to));
                assertEquals("not supported for this module key", error.text());
                assertFalse(to.dirty());
            });

            assertEquals("text", keyspace.get("taken"));
        }
    }

    @Nested
    class Changes {

        private void counts(int source, int target, BiConsumer<StoredEntry, StoredEntry> change) {
            keyspace.set("source", "value");
            run("source", "target", () -> {
                change.accept(from, to);
                assertEquals(source, from.changes());
                assertEquals(target, to.changes());
            });
        }

        @Test
        void countOnceWhereTheValueArrives() {
            counts(0, 1, StoredEntry::moveTo);
            counts(0, 1, StoredEntry::copyTo);
            counts(1, 0, (source, target) -> source.remove());
        }

        @Test
        void areThoseOfTheEntryNevertheless() {
            counts(0, 1, (source, target) -> {
                source.moveTo(target);
                assertTrue(source.dirty());
                assertTrue(target.dirty());
            });
        }

        @Test
        void countAnewForTheNextKey() {
            counts(0, 1, StoredEntry::moveTo);
            counts(1, 0, (source, target) -> source.set(STRING, Slice.of("value")));
        }
    }

    private static final class NumbersType implements ValueType<int[]> {
        private final boolean copies;

        NumbersType(boolean copies) {
            this.copies = copies;
        }

        @Override
        public String name() {
            return "numbers@test";
        }

        @Override
        public int[] create() {
            return new int[0];
        }

        @Override
        public int[] copy(int[] value) {
            if (!copies) {
                throw ServerError.err("not supported for this module key");
            }
            return ValueType.super.copy(value);
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(int[] value, ValueOutput out) {
            out.writeLong(value.length);
            for (int number : value) {
                out.writeLong(number);
            }
        }

        @Override
        public int[] read(ValueInput in, int version) {
            int[] value = new int[in.readCount()];
            Arrays.setAll(value, _ -> (int) in.readLong());
            return value;
        }

        @Override
        public long bytes(int[] value) {
            return 16 + 4L * value.length;
        }
    }
}
