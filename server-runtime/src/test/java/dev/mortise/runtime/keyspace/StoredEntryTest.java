package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.api.Types.STRING;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static dev.mortise.runtime.keyspace.TestKeyspace.string;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredEntryTest {

    private static final byte[] KEY = bytes("key");

    private final TestKeyspace keyspace = new TestKeyspace(1);

    @AfterEach
    void close() {
        keyspace.close();
    }

    private void run(Consumer<StoredEntry> body) {
        keyspace.run(0, KEY, body);
    }

    @Test
    void holdsWhatWasSet() {
        keyspace.set("key", "value");

        assertEquals("value", keyspace.get("key"));
    }

    @Test
    void holdsNothingBefore() {
        run(entry -> {
            assertFalse(entry.exists());
            assertNull(entry.type());
            assertNull(entry.get(STRING));
            assertEquals(NEVER, entry.expireAtMillis());
            assertFalse(entry.remove());
            assertFalse(entry.dirty());
        });
    }

    @Test
    void keepsDatabasesApart() {
        keyspace.run(1, KEY, entry -> entry.set(STRING, Slice.of("one")));
        keyspace.run(3, KEY, entry -> entry.set(STRING, Slice.of("three")));

        assertNull(keyspace.getBytes(0, KEY));
        assertArrayEquals(bytes("one"), keyspace.getBytes(1, KEY));
        assertArrayEquals(bytes("three"), keyspace.getBytes(3, KEY));
    }

    /** Both sides of where the length no longer fits into the header, and where the key alone makes an entry large. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 254, 255, 256, 32_740, 32_760, 32_768, 70_000})
    void takesKeysOfAnyLength(int length) {
        String key = "k".repeat(length);
        String sibling = "k".repeat(length) + "x";

        keyspace.set(key, "value");
        keyspace.set(sibling, "other");

        assertEquals("value", keyspace.get(key));
        assertEquals("other", keyspace.get(sibling));
        assertTrue(keyspace.remove(key));
        assertNull(keyspace.get(key));
        assertEquals("other", keyspace.get(sibling));
    }

    /** Both sides of the granule of 8, of the longest shared block, of a chunk, and of several chunks. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16_384, 32_756, 32_757, 32_758, 32_765, 262_100, 262_120, 262_144,
                1_048_575, 1_048_576, 1_048_577, 3_000_000
            })
    void takesValuesOfAnyLength(int length) {
        byte[] value = pattern(length);
        keyspace.set("before", "untouched");

        keyspace.set("key", value, NEVER);
        keyspace.set("after", "untouched");

        assertArrayEquals(value, keyspace.getBytes(0, KEY));
        assertEquals("untouched", keyspace.get("before"));
        assertEquals("untouched", keyspace.get("after"));
    }

    @Test
    void refusesStringsThatAreTooLong() {
        int longest = Integer.MAX_VALUE - 64;

        ServerError error = assertThrows(ServerError.class, () -> run(e -> e.write(longest, Slice.of("x"))));

        assertEquals("string exceeds maximum allowed size (proto-max-bulk-len)", error.text());
        assertNull(keyspace.get("key"));
        run(e -> e.write(longest - 1, Slice.of("x")));
        run(e -> assertEquals(longest, TestKeyspace.string(e).length()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9, 10, -10, 99, 100, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesNumbersAsTheirDigits(long number) {
        run(entry -> entry.setInteger(number));

        assertEquals(Long.toString(number), keyspace.get("key"));
    }

    @Test
    void seesWhatAnotherEntryOfTheSameKeyDid() {
        StoredEntry other = new StoredEntry();
        run(entry -> {
            long hash = keyspace.store.hash(KEY, 0, KEY.length);
            other.bind(keyspace.store.shard(0), 0, hash, KEY, 0, KEY.length, keyspace.nowMillis);
            assertFalse(other.exists());

            entry.set(STRING, Slice.of("first"));
            assertEquals(Slice.of("first"), other.get(STRING));

            other.remove();
            assertFalse(entry.exists());
        });
    }

    @Test
    void failsOnceItWasReleased() {
        StoredEntry[] kept = new StoredEntry[1];
        run(entry -> kept[0] = entry);

        assertThrows(IllegalStateException.class, () -> kept[0].get(STRING));
    }

    @Nested
    class Dirtiness {

        @Test
        void comesFromEveryChange() {
            assertDirtyAfter(entry -> entry.set(STRING, Slice.of("value")));
            assertDirtyAfter(entry -> entry.setInteger(7));
            assertDirtyAfter(entry -> entry.setText(Slice.of("7")));
            assertDirtyAfter(entry -> entry.write(1, Slice.of("x")));
            assertDirtyAfter(entry -> entry.expireAtMillis(keyspace.nowMillis + 1));
            assertDirtyAfter(StoredEntry::changed);
            assertDirtyAfter(StoredEntry::remove);
            assertDirtyAfter(entry -> entry.getOrCreate(STRING));
        }

        @Test
        void doesNotComeFromReading() {
            keyspace.set("key", "value");
            long before = keyspace.store.shard(0).modifications();

            run(entry -> {
                entry.get(STRING);
                entry.getOrCreate(STRING);
                entry.expireAtMillis();
                assertFalse(entry.dirty());
            });

            assertEquals(before, keyspace.store.shard(0).modifications());
        }

        @Test
        void canBeForgotten() {
            run(entry -> {
                entry.setInteger(1);
                entry.history().reset();
                assertFalse(entry.dirty());
            });
        }

        @Test
        void countsOnceUnlessItIsSaidHowMuchWasChanged() {
            keyspace.set("key", "value");

            assertChanges(0, entry -> entry.get(STRING));
            assertChanges(1, entry -> entry.set(STRING, Slice.of("value")));
            assertChanges(1, entry -> {
                entry.setInteger(1);
                entry.setInteger(2);
            });
            assertChanges(5, entry -> {
                entry.changed(2);
                entry.changed(3);
            });
            assertChanges(7, entry -> {
                entry.setInteger(1);
                entry.changed(7);
            });
            assertChanges(0, entry -> entry.changed(0));
        }

        @Test
        void cannotCountLessThanNothing() {
            run(entry -> assertThrows(IllegalArgumentException.class, () -> entry.changed(-1)));
        }

        private void assertChanges(long count, Consumer<StoredEntry> change) {
            run(entry -> {
                change.accept(entry);
                assertEquals(count, entry.changes());
            });
        }

        private void assertDirtyAfter(Consumer<StoredEntry> change) {
            long before = keyspace.store.shard(0).modifications();
            run(entry -> {
                change.accept(entry);
                assertTrue(entry.dirty());
            });
            assertEquals(before + 1, keyspace.store.shard(0).modifications());
        }
    }

    @Nested
    class BorrowedValues {

        @Test
        void canBeSetIntoAnotherKey() {
            keyspace.set("source", pattern(1000), NEVER);

            copy("source", "key");

            assertArrayEquals(pattern(1000), keyspace.getBytes(0, KEY));
        }

        @Test
        void stayReadableWhenTheirEntryIsGone() {
            keyspace.set("source", pattern(100_000), NEVER);
            StoredEntry target = new StoredEntry();
            keyspace.run(0, bytes("source"), source -> {
                Slice value = string(source);
                source.remove();
                bind(target, "key");
                target.set(STRING, value);
            });

            assertArrayEquals(pattern(100_000), keyspace.getBytes(0, KEY));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 5, 60, 5000, 40_000, 300_000})
        void canBeSetIntoTheirOwnEntryWithAnExpiry(int length) {
            keyspace.set("key", pattern(length), NEVER);

            run(entry -> entry.set(STRING, string(entry), keyspace.nowMillis + 10));

            assertArrayEquals(pattern(length), keyspace.getBytes(0, KEY));
            assertEquals(keyspace.nowMillis + 10, (long) keyspace.with(0, KEY, StoredEntry::expireAtMillis));
        }

        @Test
        void outliveThousandsOfWritesUnderOneLock() {
            keyspace.set("source", pattern(500), NEVER);
            StoredEntry other = new StoredEntry();
            keyspace.run(0, bytes("source"), source -> {
                Slice value = string(source);
                for (int i = 0; i < 20_000; i++) {
                    bind(other, "other" + i % 500);
                    other.set(STRING, Slice.of(pattern(i % 700)));
                }
                assertArrayEquals(pattern(500), value.toBytes());
            });
        }

        private void copy(String from, String to) {
            StoredEntry target = new StoredEntry();
            keyspace.run(0, bytes(from), source -> {
                bind(target, to);
                target.set(STRING, string(source), source.expireAtMillis());
            });
        }

        private void bind(StoredEntry entry, String key) {
            byte[] name = bytes(key);
            long hash = keyspace.store.hash(name, 0, name.length);
            entry.bind(keyspace.store.shard(0), 0, hash, name, 0, name.length, keyspace.nowMillis);
        }
    }

    @Nested
    class Writing {

        @Test
        void beginsWithAnEmptyString() {
            run(entry -> entry.write(0, Slice.EMPTY));

            assertEquals("", keyspace.get("key"));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 100, 32_740, 40_000, 270_000, 1_100_000})
        void fillsAGapWithZeros(int offset) {
            keyspace.set("scratch", pattern(offset), NEVER);
            keyspace.remove("scratch");

            run(entry -> entry.write(offset, Slice.of("end")));
            byte[] expected = new byte[offset + 3];
            System.arraycopy(bytes("end"), 0, expected, offset, 3);
            assertArrayEquals(expected, keyspace.getBytes(0, KEY));

            run(entry -> entry.write(2 * offset + 3, Slice.of("end")));
            expected = Arrays.copyOf(expected, 2 * offset + 6);
            System.arraycopy(bytes("end"), 0, expected, 2 * offset + 3, 3);
            assertArrayEquals(expected, keyspace.getBytes(0, KEY));
        }

        @Test
        void doesNotShowWhatALongerValueLeftBehind() {
            keyspace.set("key", pattern(200_000), NEVER);
            keyspace.set("key", pattern(120_000), NEVER);

            run(entry -> entry.write(150_000, Slice.of("end")));

            byte[] expected = Arrays.copyOf(pattern(120_000), 150_003);
            System.arraycopy(bytes("end"), 0, expected, 150_000, 3);
            assertArrayEquals(expected, keyspace.getBytes(0, KEY));
        }

        @Test
        void overwritesInPlace() {
            keyspace.set("key", "Hello World");

            run(entry -> entry.write(6, Slice.of("Redis")));

            assertEquals("Hello Redis", keyspace.get("key"));
        }

        @Test
        void keepsTheExpiry() {
            keyspace.set("key", bytes("value"), keyspace.nowMillis + 5);

            for (int i = 0; i < 1000; i++) {
                keyspace.append("key", "0123456789");
            }

            assertEquals(keyspace.nowMillis + 5, (long) keyspace.with(0, KEY, StoredEntry::expireAtMillis));
            assertEquals(10_005, keyspace.require("key").length());
        }

        @Test
        void takesAMillionAppendsWithoutCopyingAllEachTime() {
            for (int i = 0; i < 200_000; i++) {
                keyspace.append("key", "0123456789");
            }

            assertEquals("0123456789".repeat(200_000), keyspace.get("key"));
            // What was moved while it was short is dead by now; what it holds is 2 MB.
            assertTrue(keyspace.store.usedBytes() < 2_300_000, "used " + keyspace.store.usedBytes());
        }
    }

    @Nested
    class Expiring {

        @Test
        void endsExactlyAtTheInstant() {
            keyspace.set("key", bytes("value"), keyspace.nowMillis + 10);

            keyspace.nowMillis += 9;
            assertEquals("value", keyspace.get("key"));

            keyspace.nowMillis += 1;
            assertNull(keyspace.get("key"));
        }

        @Test
        void removesWhatIsFoundToBeOver() {
            keyspace.set("key", bytes("value"), keyspace.nowMillis + 1);
            keyspace.nowMillis += 1;
            assertEquals(1, keyspace.store.size(0));

            run(entry -> {
                assertEquals(0, keyspace.store.expiredKeys());
                assertFalse(entry.exists());
                assertEquals(1, keyspace.store.expiredKeys());
                assertFalse(entry.dirty());
            });

            assertEquals(0, keyspace.store.size(0));
            assertEquals(0, keyspace.store.expiring(0));
            assertEquals(1, keyspace.store.expiredKeys());
        }

        @Test
        void canBeGivenMovedAndTakenAway() {
            keyspace.set("key", "value");

            run(entry -> entry.expireAtMillis(keyspace.nowMillis + 5));
            assertEquals(1, keyspace.store.expiring(0));
            run(entry -> entry.expireAtMillis(keyspace.nowMillis + 7));
            assertEquals(keyspace.nowMillis + 7, (long) keyspace.with(0, KEY, StoredEntry::expireAtMillis));
            run(entry -> entry.expireAtMillis(NEVER));

            assertEquals(0, keyspace.store.expiring(0));
            keyspace.nowMillis += 100;
            assertEquals("value", keyspace.get("key"));
        }

        @Test
        void atAnInstantThatHasPassedRemoves() {
            keyspace.set("key", "value");
            run(entry -> entry.expireAtMillis(keyspace.nowMillis));
            assertNull(keyspace.get("key"));

            keyspace.set("key", "value");
            run(entry -> entry.set(STRING, Slice.of("other"), keyspace.nowMillis - 1));
            assertNull(keyspace.get("key"));
        }

        @Test
        void ofNothingIsAMistake() {
            assertThrows(IllegalStateException.class, () -> run(entry -> entry.expireAtMillis(NEVER)));
        }

        @Test
        void isKeptByASetWithoutOne() {
            keyspace.set("key", bytes("value"), keyspace.nowMillis + 5);

            run(entry -> entry.set(STRING, Slice.of("a longer value than before")));

            assertEquals(keyspace.nowMillis + 5, (long) keyspace.with(0, KEY, StoredEntry::expireAtMillis));
            assertEquals("a longer value than before", keyspace.get("key"));
        }
    }

    @Nested
    class Objects {

        private final ValueType<StringBuilder> text = new TextType();

        @Test
        void areKeptAsTheyAre() {
            StringBuilder value = new StringBuilder("abc");
            run(entry -> entry.set(text, value));

            run(entry -> {
                assertSame(text, entry.type());
                assertSame(value, entry.get(text));
            });
        }

        /** A command may be given one key twice, and so have two entries that show one value. */
        @Test
        void areSeenByEachEntryOfTheirKeyHoweverTheyAreReplaced() {
            run(entry -> {
                StoredEntry other = new StoredEntry();
                other.bind(keyspace.store.shard(0), 0, entry.keyHash(), KEY, 0, KEY.length, keyspace.nowMillis);
                StringBuilder first = new StringBuilder("abc");
                StringBuilder second = new StringBuilder("de");
                entry.set(text, first);
                assertSame(first, entry.get(text));
                assertSame(first, other.get(text));

                other.set(text, second);
                assertSame(second, other.get(text));
                assertSame(second, entry.get(text));

                entry.set(STRING, Slice.of("string"));
                assertThrows(ServerError.class, () -> other.get(text));
                entry.set(text, first);
                assertSame(first, other.get(text));

                entry.remove();
                assertNull(other.get(text));
            });
        }

        @Test
        void areCreatedWhenThereIsNothing() {
            run(entry -> {
                entry.getOrCreate(text).append("abc");
                entry.changed();
            });

            run(entry -> assertEquals("abc", entry.getOrCreate(text).toString()));
        }

        @Test
        void areNotStringsAndTheReverse() {
            run(entry -> entry.set(text, new StringBuilder()));
            assertThrows(ServerError.class, () -> keyspace.get("key"));
            assertThrows(ServerError.class, () -> run(entry -> entry.write(0, Slice.EMPTY)));
            assertThrows(ServerError.class, () -> run(entry -> entry.get(new TextType())));

            keyspace.set("key", "value");
            assertThrows(ServerError.class, () -> run(entry -> entry.get(text)));
        }

        @Test
        void countInMemoryWithWhatTheirTypeSays() {
            long empty = keyspace.store.usedBytes();
            StringBuilder value = new StringBuilder("x".repeat(1000));
            run(entry -> entry.set(text, value));
            long small = keyspace.store.usedBytes();
            assertTrue(small - empty > 1000, "a thousand bytes and an entry");

            run(entry -> {
                value.append("x".repeat(5000));
                entry.changed();
            });
            assertEquals(small + 5000, keyspace.store.usedBytes());

            run(entry -> entry.set(text, new StringBuilder("y")));
            assertEquals(small - 999, keyspace.store.usedBytes());

            run(entry -> entry.set(STRING, Slice.of("z")));
            assertTrue(keyspace.store.usedBytes() <= small - 1000, "nothing is left of it");
        }

        @Test
        void areForgottenWithTheirEntry() {
            for (int i = 0; i < 5000; i++) {
                keyspace.run(0, bytes("key" + i), entry -> entry.set(text, new StringBuilder("value")));
            }
            for (int i = 0; i < 5000; i += 2) {
                keyspace.remove("key" + i);
            }
            for (int i = 1; i < 5000; i += 2) {
                keyspace.run(
                        0,
                        bytes("key" + i),
                        entry -> assertEquals("value", entry.getOrCreate(text).toString()));
            }
            assertEquals(2500, keyspace.store.size(0));
            assertEquals(2500, keyspace.store.clear(0));
            assertEquals(0, keyspace.store.usedBytes());
        }
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251 + 1);
        }
        return bytes;
    }

    /** A type whose values grow in place. */
    private static final class TextType implements ValueType<StringBuilder> {
        @Override
        public String name() {
            return "text@test";
        }

        @Override
        public StringBuilder create() {
            return new StringBuilder();
        }

        @Override
        public long bytes(StringBuilder value) {
            return value.length();
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(StringBuilder value, ValueOutput out) {
            out.writeBytes(Slice.of(value.toString()));
        }

        @Override
        public StringBuilder read(ValueInput in, int version) {
            return new StringBuilder(Slice.of(in.readBytes()).utf8());
        }
    }
}
