package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does what commands do, at random, to the store and to a plain map, and compares. */
class StoreModelTest {

    /** What the map knows of a key. */
    private static final class Held {
        final byte[] value;
        final long expireAtMillis;

        Held(byte[] value, long expireAtMillis) {
            this.value = value;
            this.expireAtMillis = expireAtMillis;
        }
    }

    private static final int OPERATIONS = 60_000;
    private static final int DATABASES = 4;

    private SplittableRandom random = new SplittableRandom();
    private final List<Map<String, Held>> model = new ArrayList<>();
    private TestKeyspace keyspace = new TestKeyspace(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void behavesLikeAMap(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < DATABASES; i++) {
            model.add(new HashMap<>());
        }
        int keys = 50 << random.nextInt(8);
        try (TestKeyspace opened = new TestKeyspace(1 << random.nextInt(3))) {
            keyspace = opened;
            for (int i = 0; i < OPERATIONS; i++) {
                step(random.nextInt(8) == 0 ? random.nextInt(DATABASES) : 0, key(random.nextInt(keys)));
            }
            keyspace.settle();
            compareEverything("seed " + seed);
        }
    }

    private void step(int database, String key) {
        Map<String, Held> map = model.get(database);
        expire(map, key);
        Held held = map.get(key);
        byte[] name = TestKeyspace.bytes(key);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> {
                byte[] value = value(length());
                long at = random.nextInt(3) == 0 ? keyspace.nowMillis + 1 + random.nextInt(2000) : Entry.NEVER;
                keyspace.run(database, name, e -> e.set(Types.STRING, Slice.of(value), at));
                map.put(key, new Held(value, at));
            }
            case 6 -> {
                byte[] value = value(length());
                keyspace.run(database, name, e -> e.set(Types.STRING, Slice.of(value)));
                map.put(key, new Held(value, held == null ? Entry.NEVER : held.expireAtMillis));
            }
            case 7, 8 -> {
                assertEquals(held != null, keyspace.with(database, name, StoredEntry::remove));
                map.remove(key);
            }
            case 9 -> write(database, key, held, held == null ? 0 : held.value.length, value(random.nextInt(40)));
            case 10 -> write(database, key, held, random.nextInt(300), value(random.nextInt(40)));
            case 11 -> {
                long number = random.nextLong() >> random.nextInt(64);
                keyspace.run(database, name, e -> e.setInteger(number));
                byte[] digits = TestKeyspace.bytes(Long.toString(number));
                map.put(key, new Held(digits, held == null ? Entry.NEVER : held.expireAtMillis));
            }
            case 12 -> {
                if (held != null) {
                    long at = random.nextInt(4) == 0 ? Entry.NEVER : keyspace.nowMillis + random.nextInt(2000);
                    keyspace.run(database, name, e -> e.expireAtMillis(at));
                    map.put(key, new Held(held.value, at));
                    expire(map, key);
                }
            }
            case 13 -> compare(database, key, held);
            case 14 -> {
                if (random.nextInt(20) == 0) {
                    keyspace.nowMillis += random.nextInt(500);
                    keyspace.store.expireCycle(keyspace.nowMillis, random.nextInt(200_000));
                }
            }
            default -> {
                int rare = random.nextInt(1500);
                if (rare == 0) {
                    keyspace.store.clear(database);
                    map.clear();
                } else if (rare < 200) {
                    keyspace.store.maintain(20_000);
                }
            }
        }
    }

    private void write(int database, String key, @Nullable Held held, int offset, byte[] bytes) {
        keyspace.run(database, TestKeyspace.bytes(key), e -> e.write(offset, Slice.of(bytes)));
        byte[] old = held == null ? new byte[0] : held.value;
        byte[] written = Arrays.copyOf(old, Math.max(old.length, offset + bytes.length));
        System.arraycopy(bytes, 0, written, offset, bytes.length);
        model.get(database).put(key, new Held(written, held == null ? Entry.NEVER : held.expireAtMillis));
    }

    private void expire(Map<String, Held> map, String key) {
        Held held = map.get(key);
        if (held != null && held.expireAtMillis <= keyspace.nowMillis) {
            map.remove(key);
        }
    }

    private void compare(int database, String key, @Nullable Held held) {
        byte[] name = TestKeyspace.bytes(key);
        assertArrayEquals(held == null ? null : held.value, keyspace.getBytes(database, name));
        long expected = held == null ? Entry.NEVER : held.expireAtMillis;
        long actual = keyspace.with(database, name, StoredEntry::expireAtMillis);
        assertEquals(expected, actual);
    }

    private void compareEverything(String seed) {
        while (keyspace.store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE) > 0) {
            // until nothing is due
        }
        for (int database = 0; database < DATABASES; database++) {
            Map<String, Held> map = model.get(database);
            map.values().removeIf(held -> held.expireAtMillis <= keyspace.nowMillis);
            assertEquals(map.size(), keyspace.store.size(database), seed);
            long expiring = map.values().stream()
                    .filter(held -> held.expireAtMillis != Entry.NEVER)
                    .count();
            assertEquals(expiring, keyspace.store.expiring(database), seed);
            for (Map.Entry<String, Held> each : map.entrySet()) {
                compare(database, each.getKey(), each.getValue());
            }
            Set<String> scanned = new HashSet<>();
            long cursor = 0;
            do {
                cursor = keyspace.store.scan(
                        database, cursor, 10, (key, entry) -> assertTrue(scanned.add(key.utf8()), seed));
            } while (cursor != 0);
            assertEquals(map.keySet(), scanned, seed);
        }
    }

    private static String key(int number) {
        // Every length up to 20 or so, and one in a hundred too long for the short form.
        return number % 100 == 7 ? "k".repeat(250 + number % 10) + number : "x".repeat(number % 17) + number;
    }

    private int length() {
        return switch (random.nextInt(100)) {
            case 0 -> random.nextInt(700_000);
            case 1, 2 -> 32_000 + random.nextInt(1500);
            case 3, 4, 5, 6 -> random.nextInt(9000);
            default -> random.nextInt(120);
        };
    }

    private byte[] value(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }
}
