package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionTest {

    private static final int KEYS = 1000;
    private static final int SHARDS = 4;

    private final TestKeyspace keyspace = new TestKeyspace(SHARDS);
    private final Eviction eviction = new Eviction(keyspace.store, 42, _ -> {});

    @AfterEach
    void close() {
        keyspace.close();
    }

    /** Fills the keyspace, a second from key to key, every other one with an expiry; the earlier, the later it ends. */
    private void fill() {
        for (int i = 0; i < KEYS; i++) {
            long expiry = i % 2 == 0 ? keyspace.nowMillis + 100_000_000 - 2000L * i : NEVER;
            keyspace.set("key" + i, new byte[1000], expiry);
            keyspace.nowMillis += 1000;
        }
    }

    /** Has a part of what is there go. */
    private boolean evictTo(double part, EvictionPolicy policy) {
        long bytes = (long) (keyspace.store.memory().countedBytes() * part);
        keyspace.limit.configure(MemorySettings.DEFAULT.with(bytes, policy));
        return eviction.evict(keyspace.nowMillis, Long.MAX_VALUE);
    }

    private boolean isThere(int i) {
        return keyspace.with(0, bytes("key" + i), entry -> {
            entry.onlyLook();
            return entry.exists();
        });
    }

    /** {@return how many keys from one to another, by a step, are there} */
    private int there(int from, int to, int step) {
        int count = 0;
        for (int i = from; i < to; i += step) {
            count += isThere(i) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOEVICTION")
    void makesRoomUntilTheLimitIsKeptAndNoFurther(EvictionPolicy policy) {
        fill();
        assertTrue(evictTo(0.7, policy));

        long max = keyspace.limit.settings().maxBytes();
        assertTrue(keyspace.store.memory().countedBytes() <= max);
        assertTrue(keyspace.store.memory().countedBytes() > max - 3000 - SHARDS * MemoryLimit.STEP_BYTES);
        assertEquals(KEYS - keyspace.store.size(0), keyspace.store.evictedKeys());
    }

    @Test
    void refusesIfNothingMayGo() {
        fill();
        assertFalse(evictTo(0.9, EvictionPolicy.NOEVICTION));

        assertEquals(KEYS, keyspace.store.size(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VOLATILE_LRU", "VOLATILE_LFU", "VOLATILE_RANDOM", "VOLATILE_TTL"})
    void takesOnlyKeysWithAnExpiryIfThePolicySaysSo(EvictionPolicy policy) {
        fill();
        assertFalse(evictTo(0.3, policy), "half of the keys have none");

        assertEquals(KEYS / 2, keyspace.store.size(0));
        assertEquals(KEYS / 2, there(1, KEYS, 2));
    }

    @Nested
    class Lru {
        @Test
        void takesWhatWasNotUsedForLongest() {
            fill();
            for (int i = 0; i < KEYS / 2; i++) {
                keyspace.get("key" + i);
            }
            evictTo(0.7, EvictionPolicy.ALLKEYS_LRU);

            assertTrue(there(0, KEYS / 2, 1) > 480, there(0, KEYS / 2, 1) + " of those used again");
            assertTrue(there(KEYS / 2, KEYS, 1) < 230);
        }

        @Test
        void passesOverACandidateThatWasUsedMeanwhile() {
            for (int i = 0; i < 20; i++) {
                keyspace.set("key" + i, new byte[1000], NEVER);
                keyspace.nowMillis += 1000;
            }
            // One goes; the others of the sample stay in mind.
            evictTo(0.99, EvictionPolicy.ALLKEYS_LRU);
            keyspace.nowMillis += 1000;
            int used = isThere(0) ? 0 : 1;
            keyspace.get("key" + used);
            evictTo(0.2, EvictionPolicy.ALLKEYS_LRU);

            assertTrue(isThere(used));
        }
    }

    @Nested
    class Lfu {
        @Test
        void takesWhatWasUsedLeast() {
            keyspace.limit.configure(
                    new MemorySettings(MemorySettings.UNLIMITED, EvictionPolicy.ALLKEYS_LFU, 5, 10, 0, 0));
            fill();
            for (int i = 0; i < KEYS; i += 2) {
                keyspace.get("key" + i);
            }
            evictTo(0.7, EvictionPolicy.ALLKEYS_LFU);

            assertTrue(there(0, KEYS, 2) > 480, there(0, KEYS, 2) + " of those used more often");
        }
    }

    @Nested
    class Ttl {
        @Test
        void takesWhatEndsFirst() {
            fill();
            evictTo(0.85, EvictionPolicy.VOLATILE_TTL);

            // The later keys end earlier.
            assertTrue(there(0, KEYS / 2, 2) > 230);
            assertTrue(there(KEYS / 2, KEYS, 2) < 130);
        }

        @Test
        void leavesAKeyThatLostItsExpiryMeanwhile() {
            for (int i = 0; i < 20; i++) {
                keyspace.set("key" + i, new byte[1000], keyspace.nowMillis + 100_000 + i);
            }
            evictTo(0.99, EvictionPolicy.VOLATILE_TTL);
            for (int i = 0; i < 20; i++) {
                if (isThere(i)) {
                    keyspace.run(0, bytes("key" + i), entry -> entry.expireAtMillis(NEVER));
                }
            }
            assertFalse(evictTo(0.5, EvictionPolicy.VOLATILE_TTL));

            assertTrue(keyspace.store.size(0) >= 18);
        }
    }

    @Test
    void takesWhatIsOverBeforeAnythingThatLives() {
        for (int i = 0; i < KEYS; i++) {
            keyspace.set("key" + i, new byte[1000], i % 2 == 0 ? keyspace.nowMillis + 1 : NEVER);
        }
        keyspace.nowMillis += 1;
        evictTo(0.95, EvictionPolicy.ALLKEYS_RANDOM);

        assertTrue(keyspace.store.expiredKeys() > 0);
        assertTrue(keyspace.store.evictedKeys() < keyspace.store.expiredKeys() * 3);
    }

    @Test
    void findsTheOnlyKeyWithAnExpiryAmongMany() {
        for (int i = 0; i < 50_000; i++) {
            keyspace.set("key" + i, new byte[10], NEVER);
        }
        keyspace.set("volatile", new byte[10_000], keyspace.nowMillis + 1_000_000);
        assertTrue(evictTo(0.999, EvictionPolicy.VOLATILE_LRU));

        assertNull(keyspace.get("volatile"));
        assertEquals(50_000, keyspace.store.size(0));
    }

    @Test
    void findsTheOldestOfAFewLargeKeysInWhateverShardTheyAre() {
        for (int i = 0; i < 6; i++) {
            keyspace.set("key" + i, new byte[1 << 20], NEVER);
            keyspace.nowMillis += 1000;
        }
        evictTo(0.9, EvictionPolicy.ALLKEYS_LRU);

        assertFalse(isThere(0), "of six keys, five or six were looked at");
        assertEquals(5, keyspace.store.size(0));
    }

    @Test
    void takesKeysOfAllDatabases() {
        for (int database = 0; database < 3; database++) {
            for (int i = 0; i < KEYS; i++) {
                keyspace.run(
                        database, bytes("key" + i), entry -> entry.set(Types.STRING, Slice.of(new byte[100]), NEVER));
            }
        }
        evictTo(0.5, EvictionPolicy.ALLKEYS_RANDOM);

        for (int database = 0; database < 3; database++) {
            assertTrue(keyspace.store.size(database) < 0.7 * KEYS, "database " + database);
            assertTrue(keyspace.store.size(database) > 0.3 * KEYS, "database " + database);
        }
    }

    @Nested
    class Tenacity {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 10})
        void isFiftyMicrosecondsEachUpToTen(int tenacity) {
            assertEquals(TimeUnit.MICROSECONDS.toNanos(50L * tenacity), Eviction.allowedNanos(tenacity));
        }

        @Test
        void growsByASeventhFromThereOnAndNeverEndsAtAHundred() {
            assertEquals(575_000, Eviction.allowedNanos(11));
            assertTrue(Eviction.allowedNanos(99) > TimeUnit.MINUTES.toNanos(1));
            assertEquals(Long.MAX_VALUE, Eviction.allowedNanos(100));
        }

        @Test
        void letsTheCommandGoOnWhenItsTimeIsOver() {
            fill();
            keyspace.limit.configure(MemorySettings.DEFAULT.with(1, EvictionPolicy.ALLKEYS_RANDOM));

            assertTrue(eviction.evict(keyspace.nowMillis, 0));
            assertTrue(keyspace.store.size(0) > KEYS - 40, "the limit was lowered: that is for all to pay");
            assertTrue(keyspace.limit.exceeded());
            keyspace.nowMillis += 7;
            assertEquals(7, keyspace.limit.exceedingMillis(keyspace.nowMillis));
        }

        @Test
        void isNoReasonToExceedTheLimitByMore() {
            keyspace.limit.configure(MemorySettings.DEFAULT.with(2 << 20, EvictionPolicy.ALLKEYS_RANDOM));
            fill();
            keyspace.set("large", new byte[1 << 20], NEVER);

            assertTrue(eviction.evict(keyspace.nowMillis, 0));
            long most = (2 << 20) + (2 << 20) / Eviction.EXCESS_DIVISOR;
            assertTrue(keyspace.limit.usedBytes() <= most, keyspace.limit.usedBytes() + " used");
        }
    }

    @Test
    void startsAnewWhenThePolicyChanges() {
        fill();
        evictTo(0.9, EvictionPolicy.VOLATILE_TTL);
        evictTo(0.8, EvictionPolicy.ALLKEYS_LRU);
        evictTo(0.7, EvictionPolicy.ALLKEYS_RANDOM);

        assertTrue(keyspace.store.memory().countedBytes()
                <= keyspace.limit.settings().maxBytes());
    }

    @Test
    void holdsTheLimitWhenSizesAreMixed() {
        long max = 24 << 20;
        keyspace.limit.configure(MemorySettings.DEFAULT.with(max, EvictionPolicy.ALLKEYS_LRU));
        SplittableRandom random = new SplittableRandom(3);
        long mostResident = 0;
        for (int i = 0; i < 150_000; i++) {
            assertTrue(eviction.makeRoom(keyspace.nowMillis));
            int size = random.nextInt(200) == 0 ? random.nextInt(300_000) : random.nextInt(1000);
            keyspace.set("key" + random.nextInt(100_000), new byte[size], NEVER);
            if (i > 50_000) {
                mostResident = Math.max(mostResident, keyspace.store.memory().residentBytes());
            }
        }
        assertTrue(keyspace.store.evictedKeys() > 10_000);
        long chunks = SHARDS * 3L * Region.CHUNK_BYTES;
        assertTrue(mostResident < max + max / Eviction.EXCESS_DIVISOR + chunks, mostResident + " resident of " + max);
        assertNotNull(keyspace.store.randomKey(0));
    }
}
