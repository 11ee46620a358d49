package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {

    private final TestKeyspace keyspace = new TestKeyspace(4);

    @AfterEach
    void close() {
        keyspace.close();
    }

    @Test
    void ofAnEmptyDatabaseEndsAtOnce() {
        assertEquals(0, keyspace.store.scan(0, 0, 10, (key, entry) -> assertNull(key)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1000, Integer.MAX_VALUE})
    void visitsEveryKeyOnce(int count) {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 5000; i++) {
            keyspace.set("key" + i, "value" + i);
            expected.add("key" + i);
        }
        Set<String> seen = new TreeSet<>();
        long cursor = 0;
        do {
            cursor = keyspace.store.scan(0, cursor, count, (key, entry) -> {
                String name = key.utf8();
                assertEquals(
                        "value" + name.substring(3), TestKeyspace.string(entry).utf8());
                assertTrue(seen.add(name), name);
            });
            assertTrue(cursor < 1L << 53, "clients keep cursors in doubles");
        } while (cursor != 0);

        assertEquals(expected, seen);
    }

    @Test
    void visitsAboutAsManyKeysAsAskedFor() {
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key" + i, "value");
        }
        long cursor = 0;
        int calls = 0;
        do {
            int[] visited = new int[1];
            cursor = keyspace.store.scan(0, cursor, 100, (key, entry) -> visited[0]++);
            assertTrue(visited[0] <= 200, "visited " + visited[0]);
            calls++;
        } while (cursor != 0);

        assertTrue(calls >= 150 && calls <= 300, calls + " calls");
    }

    /** The guarantee: what is there all the time is visited exactly once, however the tables change meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void visitsWhatStaysExactlyOnceWhileTheRestChanges(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            keyspace.set("stays" + i, "value");
        }
        boolean growing = random.nextBoolean();
        int others = growing ? 0 : 30_000;
        for (int i = 0; i < others; i++) {
            keyspace.set("other" + i, "value");
        }
        Map<String, Integer> visits = new HashMap<>();
        long cursor = 0;
        do {
            cursor = keyspace.store.scan(
                    0, cursor, 1 + random.nextInt(40), (key, entry) -> visits.merge(key.utf8(), 1, Integer::sum));
            for (int i = random.nextInt(200); i > 0; i--) {
                if (growing) {
                    keyspace.set("other" + others++, "value");
                } else if (others > 0) {
                    keyspace.remove("other" + --others);
                }
            }
            keyspace.store.maintain(10_000);
        } while (cursor != 0);

        for (int i = 0; i < 2000; i++) {
            assertEquals(1, visits.getOrDefault("stays" + i, 0), "stays" + i + ", seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 1L << 31, 4L << 32, (4L << 32) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 123456789L})
    void takesAnyCursor(long cursor) {
        for (int i = 0; i < 1000; i++) {
            keyspace.set("key" + i, "value");
        }
        long next = cursor;
        int calls = 0;
        do {
            next = keyspace.store.scan(0, next, 10, (key, entry) -> {});
            calls++;
        } while (next != 0);
        assertTrue(calls <= 1000, "it ends");
    }

    @Test
    void passesOverWhatHasEnded() {
        keyspace.set("stays", "value");
        keyspace.set("ends", TestKeyspace.bytes("value"), keyspace.nowMillis + 1);
        keyspace.nowMillis += 1;

        Set<String> seen = new HashSet<>();
        assertEquals(0, keyspace.store.scan(0, 0, 10, (key, entry) -> seen.add(key.utf8())));

        assertEquals(Set.of("stays"), seen);
    }

    @Test
    void showsTheEntryOfEachKey() {
        keyspace.set("key", TestKeyspace.bytes("value"), keyspace.nowMillis + 77);

        keyspace.store.scan(0, 0, 10, (key, entry) -> {
            assertEquals(Types.STRING, entry.type());
            assertEquals(keyspace.nowMillis + 77, entry.expireAtMillis());
            assertArrayEquals(
                    TestKeyspace.bytes("value"), TestKeyspace.string(entry).toBytes());
        });
    }

    @Test
    void worksWithEverythingLocked() {
        keyspace.set("key", "value");
        Set<String> seen = new HashSet<>();

        keyspace.store.lockAll();
        try {
            keyspace.store.scan(0, 0, 10, (key, entry) -> seen.add(key.utf8()));
        } finally {
            keyspace.store.unlockAll();
        }

        assertEquals(Set.of("key"), seen);
    }

    @Test
    void picksEveryKeyAboutEquallyOften() {
        for (int i = 0; i < 1000; i++) {
            keyspace.set("key" + i, "value");
        }
        Map<String, Integer> picked = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            picked.merge(
                    new String(keyspace.store.randomKey(0), java.nio.charset.StandardCharsets.UTF_8), 1, Integer::sum);
        }

        assertEquals(1000, picked.size());
        int most = picked.values().stream().max(Integer::compare).orElseThrow();
        int least = picked.values().stream().min(Integer::compare).orElseThrow();
        assertTrue(least > 10 && most < 150, least + " to " + most + " of 50 expected");
    }

    @Test
    void picksNothingFromNothing() {
        assertNull(keyspace.store.randomKey(0));

        keyspace.set("key", TestKeyspace.bytes("value"), keyspace.nowMillis + 1);
        keyspace.nowMillis += 1;
        assertNull(keyspace.store.randomKey(0));

        keyspace.set("lives", TestKeyspace.bytes("value"), NEVER);
        assertArrayEquals(TestKeyspace.bytes("lives"), keyspace.store.randomKey(0));
    }
}
