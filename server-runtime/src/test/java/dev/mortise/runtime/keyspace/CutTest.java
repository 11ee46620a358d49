package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cut hands out is what was there at its instant, whatever happens while it does. */
class CutTest {

    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final TestKeyspace keyspace = new TestKeyspace(4);

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** Values of these tests are strings only, unless a test says otherwise. */
    private static CutValues noObjects() {
        return new CutValues() {
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
        };
    }

    private static void nothing() {
        // at the instant of the cut
    }

    private Cut cut() {
        return keyspace.store.cut(CutTest::noObjects, UNBOUNDED, CutTest::nothing);
    }

    /** Adds what a batch holds, each key by its database, and complains of a key that came before. */
    static void read(CutBatch batch, Map<String, String> into) {
        while (batch.next()) {
            String key = text(batch, batch.keyFrom(), batch.keyLength());
            String value = text(batch, batch.valueFrom(), batch.valueLength()) + "@" + batch.expireAtMillis();
            assertNull(into.put(batch.database() + "/" + key, value), "twice: " + key);
        }
    }

    private static String text(CutBatch batch, int from, int length) {
        return new String(batch.bytes(), from, length, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> rest(Cut cut) throws CutFailed {
        Map<String, String> found = new HashMap<>();
        CutBatch batch = cut.take();
        while (batch != null) {
            read(batch, found);
            cut.giveBack(batch);
            batch = cut.take();
        }
        return found;
    }

    /** {@return all there is, as a cut tells it} */
    private Map<String, String> content() {
        Map<String, String> content = new HashMap<>();
        for (int database = 0; database < keyspace.store.databases(); database++) {
            int number = database;
            long cursor = 0;
            do {
                cursor = keyspace.store.scan(database, cursor, 1000, (key, entry) -> {
                    String value = new String(TestKeyspace.string(entry).toBytes(), StandardCharsets.ISO_8859_1);
                    content.put(number + "/" + key.utf8(), value + "@" + entry.expireAtMillis());
                });
            } while (cursor != 0);
        }
        return content;
    }

    @Test
    void handsOutAllEntries() throws CutFailed {
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key:" + i, "value:" + i);
        }
        try (Cut cut = cut()) {
            assertEquals(20_000, cut.keys());
            assertEquals(content(), rest(cut));
            assertEquals(20_000, cut.written());
        }
    }

    @Test
    void givesAShardToWhoWaitsForIt() throws CutFailed, InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key:" + i, "value:" + i);
        }
        Map<String, String> undisturbed = new HashMap<>();
        try (Cut cut = cut()) {
            read(Objects.requireNonNull(cut.take()), undisturbed);
        }
        Shard first = keyspace.store.shard(0);
        Thread client = new Thread(() -> {
            first.lock();
            first.unlock();
        });
        Map<String, String> found = new HashMap<>();
        try (Cut cut = cut()) {
            first.lock();
            try {
                client.start();
                while (!first.isWanted()) {
                    Thread.onSpinWait();
                }
                read(Objects.requireNonNull(cut.take()), found);
            } finally {
                first.unlock();
            }
            client.join();

            assertTrue(found.size() < undisturbed.size() / 4, () -> found.size() + " instead of " + undisturbed.size());
            found.putAll(rest(cut));
            assertEquals(content(), found);
        }
    }

    @Test
    void ofNothingIsNothing() throws CutFailed {
        try (Cut cut = cut()) {
            assertEquals(Map.of(), rest(cut));
        }
    }

    @Test
    void leavesOutWhatIsNewer() throws CutFailed {
        keyspace.set("old", "1");
        try (Cut cut = cut()) {
            keyspace.set("new", "2");
            assertEquals(Map.of("0/old", "1@" + Entry.NEVER), rest(cut));
        }
    }

    @Test
    void tellsWhatWasBeforeAChange() throws CutFailed {
        keyspace.set("replaced", "before");
        keyspace.set("appended", "be");
        keyspace.set("written", "before");
        keyspace.set("removed", "before");
        keyspace.set("expiring", "before");
        try (Cut cut = cut()) {
            keyspace.set("replaced", "after, and longer than it was");
            keyspace.append("appended", "fore");
            keyspace.run(0, TestKeyspace.bytes("written"), entry -> entry.write(0, Slice.of("AFTER!")));
            assertTrue(keyspace.remove("removed"));
            keyspace.run(0, TestKeyspace.bytes("expiring"), entry -> entry.expireAtMillis(5_000_000));
            keyspace.set("removed", "again");
            assertEquals(
                    Map.of(
                            "0/replaced", "before@" + Entry.NEVER,
                            "0/appended", "be@" + Entry.NEVER,
                            "0/written", "before@" + Entry.NEVER,
                            "0/removed", "before@" + Entry.NEVER,
                            "0/expiring", "before@" + Entry.NEVER),
                    rest(cut));
        }
    }

    @Test
    void tellsWhatExpiredMeanwhile() throws CutFailed {
        keyspace.set("key", TestKeyspace.bytes("value"), keyspace.nowMillis + 5);
        long expiry = keyspace.nowMillis + 5;
        try (Cut cut = cut()) {
            keyspace.nowMillis += 10;
            assertEquals(1, keyspace.store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE));
            assertEquals(Map.of("0/key", "value@" + expiry), rest(cut));
        }
    }

    @Test
    void keepsWhatWasFlushed() throws CutFailed {
        for (int i = 0; i < 5000; i++) {
            keyspace.set("key:" + i, "value");
        }
        Map<String, String> before = content();
        long used = keyspace.store.usedBytes();
        try (Cut cut = cut()) {
            Map<String, String> found = new HashMap<>();
            read(Objects.requireNonNull(cut.take()), found);
            assertEquals(5000, keyspace.store.clear(0));
            assertEquals(0, keyspace.store.size(0));
            keyspace.set("key:1", "after");
            found.putAll(rest(cut));
            assertEquals(before, found);
        }
        assertEquals("after", keyspace.get("key:1"));
        assertTrue(keyspace.store.usedBytes() < used / 100, "what was flushed is given back");
        assertEquals(1, keyspace.store.size(0));
    }

    @Test
    void givesBackWhatWasFlushedIfItIsAbandoned() {
        for (int i = 0; i < 5000; i++) {
            keyspace.set("key:" + i, "value");
        }
        long empty = keyspace.limit.usedBytes() / 10;
        Cut cut = cut();
        keyspace.store.clear(0);
        cut.close();
        assertTrue(keyspace.limit.usedBytes() < empty, () -> "still used: " + keyspace.limit.usedBytes());
        try (Cut next = cut()) {
            assertEquals(0, next.keys());
        }
    }

    @Test
    void isNotConfusedBySwappedDatabases() throws CutFailed {
        keyspace.set("zero", "0");
        keyspace.run(1, TestKeyspace.bytes("one"), entry -> entry.set(Types.STRING, Slice.of("1"), Entry.NEVER));
        try (Cut cut = cut()) {
            keyspace.store.swap(0, 1);
            keyspace.set("one", "changed");
            assertEquals(Map.of("0/zero", "0@" + Entry.NEVER, "1/one", "1@" + Entry.NEVER), rest(cut));
        }
    }

    @Test
    void isTheOnlyOne() {
        try (Cut first = cut()) {
            assertEquals(0, first.keys());
            assertThrows(IllegalStateException.class, this::cut);
        }
        cut().close();
    }

    @Test
    void failsRatherThanGrow() {
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key:" + i, "value");
        }
        Cut cut = keyspace.store.cut(CutTest::noObjects, 100_000, CutTest::nothing);
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key:" + i, "other");
        }
        CutFailed failed = assertThrows(CutFailed.class, () -> rest(cut));
        String message = String.valueOf(failed.getMessage());
        assertTrue(message.startsWith("entries change faster"), message);
        cut.close();
        assertEquals("other", keyspace.get("key:1"));
    }

    /** Everything that can happen to a keyspace, at random, between any two batches. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAModel(long seed) throws CutFailed {
        SplittableRandom random = new SplittableRandom(seed);
        int space = 1 << random.nextInt(6, 16);
        for (int i = 0; i < space; i++) {
            change(random, space);
        }
        for (int round = 0; round < 3; round++) {
            Map<String, String> expected = content();
            Map<String, String> found = new HashMap<>();
            int changes = 1 << random.nextInt(0, 11);
            try (Cut cut = cut()) {
                CutBatch batch = cut.take();
                while (batch != null) {
                    read(batch, found);
                    cut.giveBack(batch);
                    for (int i = 0; i < changes; i++) {
                        change(random, space);
                    }
                    wholesale(random);
                    batch = cut.take();
                }
            }
            assertEquals(expected, found);
        }
    }

    private void change(SplittableRandom random, int space) {
        byte[] key = TestKeyspace.bytes("key:" + random.nextInt(space));
        int database = random.nextInt(10) == 0 ? 1 : 0;
        byte[] value = new byte[random.nextInt(50) == 0 ? random.nextInt(70_000) : random.nextInt(40)];
        Arrays.fill(value, (byte) ('a' + random.nextInt(26)));
        keyspace.run(database, key, entry -> {
            switch (random.nextInt(8)) {
                case 0 -> entry.remove();
                case 1 -> entry.write(random.nextInt(100), Slice.of("x".repeat(random.nextInt(1, 20))));
                case 2 -> entry.setInteger(random.nextLong());
                case 3 -> entry.set(Types.STRING, Slice.of(value), keyspace.nowMillis + random.nextInt(1, 1000));
                default -> entry.set(Types.STRING, Slice.of(value), Entry.NEVER);
            }
        });
    }

    private void wholesale(SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0 -> keyspace.store.swap(0, random.nextInt(4));
            case 1 -> keyspace.store.clear(random.nextInt(2));
            case 2 -> {
                keyspace.nowMillis += 100;
                keyspace.store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE);
            }
            case 3 -> keyspace.settle();
            default -> {
                // nothing this time
            }
        }
    }
}
