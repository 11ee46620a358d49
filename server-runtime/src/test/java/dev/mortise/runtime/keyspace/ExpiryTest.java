package dev.mortise.runtime.keyspace;

import static dev.mortise.runtime.keyspace.TestKeyspace.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private static final long AMPLE_NANOS = Long.MAX_VALUE;

    private final TestKeyspace keyspace = new TestKeyspace(4);

    @AfterEach
    void close() {
        keyspace.close();
    }

    private long cycle() {
        return keyspace.store.expireCycle(keyspace.nowMillis, AMPLE_NANOS);
    }

    @Test
    void removesAtTheInstantAndNotBefore() {
        keyspace.set("key", bytes("value"), keyspace.nowMillis + 10);

        keyspace.nowMillis += 9;
        assertEquals(0, cycle());
        assertEquals(1, keyspace.store.size(0));

        keyspace.nowMillis += 1;
        assertEquals(1, cycle());
        assertEquals(0, keyspace.store.size(0));
        assertEquals(1, keyspace.store.expiredKeys());
    }

    @Test
    void leavesWhatHasMoreTimeOrAllTheTimeInTheWorld() {
        keyspace.set("soon", bytes("value"), keyspace.nowMillis + 10);
        keyspace.set("later", bytes("value"), keyspace.nowMillis + 1000);
        keyspace.set("never", "value");
        keyspace.set("postponed", bytes("value"), keyspace.nowMillis + 10);
        keyspace.run(0, bytes("postponed"), entry -> entry.expireAtMillis(keyspace.nowMillis + 500));
        keyspace.set("persisted", bytes("value"), keyspace.nowMillis + 10);
        keyspace.run(0, bytes("persisted"), entry -> entry.expireAtMillis(Entry.NEVER));

        keyspace.nowMillis += 10;
        assertEquals(1, cycle());
        keyspace.nowMillis += 490;
        assertEquals(1, cycle());
        keyspace.nowMillis += 500;
        assertEquals(1, cycle());
        assertEquals(2, keyspace.store.size(0));
    }

    @Test
    void findsEveryDeadKeyWheneverItIsDue() {
        SplittableRandom random = new SplittableRandom(42);
        int[] due = new int[300];
        for (int i = 0; i < 30_000; i++) {
            int in = 1 + random.nextInt(299);
            due[in]++;
            keyspace.set("key" + i, bytes("value"), keyspace.nowMillis + in);
        }
        for (int millis = 1; millis < 300; millis++) {
            keyspace.nowMillis++;
            assertEquals(due[millis], cycle(), "after " + millis + " ms");
        }
        assertEquals(0, keyspace.store.size(0));
        assertFalse(keyspace.store.hasExpiring());
    }

    @Test
    void noticesDeadlinesThatComeWhileItIsUnderWay() {
        for (int i = 0; i < 20_000; i++) {
            keyspace.set("key" + i, bytes("value"), keyspace.nowMillis + 5);
        }
        keyspace.nowMillis += 5;
        long removed = 0;
        int added = 0;
        while (removed < 20_000) {
            removed += keyspace.store.expireCycle(keyspace.nowMillis, 1);
            keyspace.set("new" + added++, bytes("value"), keyspace.nowMillis + 3);
        }
        keyspace.nowMillis += 3;

        assertEquals(added, cycle());
        assertEquals(0, keyspace.store.size(0));
    }

    @Test
    void stopsWhenItsTimeIsUpAndGoesOnWhereItStopped() {
        for (int i = 0; i < 50_000; i++) {
            keyspace.set("key" + i, bytes("value"), keyspace.nowMillis + 5);
        }
        keyspace.nowMillis += 5;
        long removed = 0;
        int calls = 0;
        while (removed < 50_000) {
            long now = keyspace.store.expireCycle(keyspace.nowMillis, 1);
            assertTrue(now <= 2048, "one bucket at most, but removed " + now);
            removed += now;
            calls++;
        }
        assertTrue(calls >= 20, calls + " calls");
        assertEquals(0, keyspace.store.size(0));
    }

    @Test
    void looksAfterEveryDatabase() {
        for (int database = 0; database < 4; database++) {
            for (int i = 0; i < 100; i++) {
                long at = keyspace.nowMillis + 1 + database;
                keyspace.run(
                        database,
                        bytes("key" + i),
                        entry -> entry.set(dev.mortise.api.Types.STRING, dev.mortise.api.Slice.of("value"), at));
            }
        }
        for (int database = 0; database < 4; database++) {
            keyspace.nowMillis++;
            assertEquals(100, cycle());
            assertEquals(0, keyspace.store.size(database));
        }
    }
}
