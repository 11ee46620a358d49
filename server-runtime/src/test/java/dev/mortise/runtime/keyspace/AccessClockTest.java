package dev.mortise.runtime.keyspace;

import static dev.mortise.api.Entry.NEVER;
import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessClockTest {

    private static final int DAY_SECONDS = 86_400;

    private final TestKeyspace keyspace = new TestKeyspace(1);

    @AfterEach
    void close() {
        keyspace.close();
    }

    private void configure(EvictionPolicy policy, int logFactor, int decayMinutes) {
        keyspace.limit.configure(new MemorySettings(MemorySettings.UNLIMITED, policy, 5, 10, logFactor, decayMinutes));
    }

    private void pass(long seconds) {
        keyspace.nowMillis += seconds * 1000;
    }

    private long idle(String key) {
        return keyspace.<OptionalLong>with(0, bytes(key), entry -> {
                    entry.onlyLook();
                    return entry.idleSeconds();
                })
                .orElseThrow();
    }

    private int frequency(String key) {
        return keyspace.<OptionalInt>with(0, bytes(key), entry -> {
                    entry.onlyLook();
                    return entry.useFrequency();
                })
                .orElseThrow();
    }

    @Nested
    class IdleTime {

        @Test
        void countsFromTheLastUse() {
            keyspace.set("key", "value");
            pass(10);
            assertEquals(10, idle("key"));

            keyspace.get("key");
            assertEquals(0, idle("key"));
        }

        @Test
        void doesNotBeginAnewWhenOneOnlyLooks() {
            keyspace.set("key", "value");
            pass(10);

            assertEquals(10, idle("key"));
            assertEquals(10, idle("key"));
        }

        @Test
        void beginsAnewWhenTheValueIsReplaced() {
            keyspace.set("key", "value");
            pass(10);
            keyspace.set("key", "a value that does not fit into the place of the other one");

            assertEquals(0, idle("key"));
        }

        @Test
        void isKeptWhenEntriesAreMoved() {
            for (int i = 0; i < 20_000; i++) {
                keyspace.set("key" + i, new byte[100], NEVER);
            }
            pass(10);
            for (int i = 0; i < 20_000; i++) {
                if (i % 5 != 0) {
                    keyspace.remove("key" + i);
                }
            }
            keyspace.settle();

            assertEquals(10, idle("key5"));
        }

        @Test
        void comesRoundAfter194Days() {
            keyspace.set("key", "value");
            pass((1 << 24) - 1);
            assertEquals(194L * DAY_SECONDS + 15_615, idle("key"));

            pass(1);
            assertEquals(0, idle("key"));
        }

        @Test
        void isUnknownToAPolicyThatCounts() {
            keyspace.set("key", "value");
            configure(EvictionPolicy.ALLKEYS_LFU, 10, 1);

            assertEquals(OptionalLong.empty(), keyspace.with(0, bytes("key"), StoredEntry::idleSeconds));
        }
    }

    @Nested
    class Frequency {

        @Test
        void beginsAtFive() {
            configure(EvictionPolicy.ALLKEYS_LFU, 10, 1);
            keyspace.set("key", "value");

            assertEquals(5, frequency("key"));
        }

        @Test
        void risesWithEveryUseIfTheFactorIsZero() {
            configure(EvictionPolicy.VOLATILE_LFU, 0, 1);
            keyspace.set("key", "value");
            for (int i = 0; i < 100; i++) {
                keyspace.get("key");
            }
            assertEquals(105, frequency("key"));

            for (int i = 0; i < 200; i++) {
                keyspace.get("key");
            }
            assertEquals(255, frequency("key"));
        }

        /** The table in the documentation of Redis: with a factor of 10, 100 hits make 10 and 1000 make 18. */
        @Test
        void risesEverMoreSlowlyOtherwise() {
            configure(EvictionPolicy.ALLKEYS_LFU, 10, 0);
            int sum = 0;
            for (int key = 0; key < 50; key++) {
                keyspace.set("key" + key, "value");
                for (int i = 0; i < 1000; i++) {
                    keyspace.get("key" + key);
                }
                sum += frequency("key" + key);
            }
            assertEquals(18, sum / 50.0, 2);
        }

        @Test
        void fallsByOneEachTimeTheDecayTimeHasPassed() {
            configure(EvictionPolicy.ALLKEYS_LFU, 0, 2);
            keyspace.nowMillis = 600_000;
            keyspace.set("key", "value");

            pass(119);
            assertEquals(5, frequency("key"));
            pass(1);
            assertEquals(4, frequency("key"));
            pass(3600);
            assertEquals(0, frequency("key"));
        }

        @Test
        void neverFallsIfTheDecayTimeIsZero() {
            configure(EvictionPolicy.ALLKEYS_LFU, 0, 0);
            keyspace.set("key", "value");
            pass(30L * DAY_SECONDS);

            assertEquals(5, frequency("key"));
        }

        @Test
        void isKeptWhenTheValueIsReplaced() {
            configure(EvictionPolicy.ALLKEYS_LFU, 0, 0);
            keyspace.set("key", "value");
            for (int i = 0; i < 10; i++) {
                keyspace.set("key", "x".repeat(10 * i));
            }
            assertEquals(15, frequency("key"));
        }

        @Test
        void isUnknownToAPolicyThatGoesByTime() {
            keyspace.set("key", "value");

            assertEquals(OptionalInt.empty(), keyspace.with(0, bytes("key"), StoredEntry::useFrequency));
        }
    }

    /** Whatever is done to a value, the bits beside it mean nothing to it. */
    @Test
    void leavesTheRestOfTheHeaderAlone() {
        configure(EvictionPolicy.ALLKEYS_LFU, 0, 0);
        keyspace.set("key", new byte[40_000], keyspace.nowMillis + 1000);
        for (int i = 0; i < 300; i++) {
            keyspace.run(0, bytes("key"), entry -> entry.write(40_000, Slice.of("x")));
        }
        keyspace.run(0, bytes("key"), entry -> {
            assertEquals(40_001, TestKeyspace.string(entry).length());
            assertEquals(keyspace.nowMillis + 1000, entry.expireAtMillis());
            assertEquals(Types.STRING, entry.type());
        });
        assertEquals(255, frequency("key"));
    }

    @Test
    void standsStillUntilItIsSet() {
        AccessClock clock = new AccessClock(new MemoryLimit(), 1);

        assertEquals(0x1234_5678_9ABC_DEF0L, clock.used(0x1234_5678_9ABC_DEF0L));
        clock.at(1_000_000);
        assertTrue(clock.used(0x1234_5678_9ABC_DEF0L) != 0x1234_5678_9ABC_DEF0L);
    }
}
