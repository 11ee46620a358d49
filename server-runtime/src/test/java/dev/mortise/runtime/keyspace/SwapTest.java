package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two databases exchanged, alone and while others look. */
class SwapTest {

    private static final int ZEROS = 300;
    private static final int ONES = 70;
    private static final int SWAPS = 20_000;

    private final TestKeyspace keyspace = new TestKeyspace(16);
    private final Store store = keyspace.store;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @AfterEach
    void close() {
        keyspace.close();
    }

    private void fill(int database, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            byte[] key = TestKeyspace.bytes(prefix + i);
            keyspace.run(database, key, entry -> entry.setInteger(1));
        }
    }

    @Test
    void exchangesWhatTheyHold() {
        fill(0, "zero", ZEROS);

        store.swap(0, 3);

        assertEquals(0, store.size(0));
        assertEquals(ZEROS, store.size(3));
        assertNull(keyspace.get("zero1"));

        store.swap(3, 0);
        assertEquals("1", keyspace.get("zero1"));
    }

    @Test
    void keepsTheDeadlinesOfBoth() {
        keyspace.set("key", TestKeyspace.bytes("value"), keyspace.nowMillis + 10);
        assertEquals(0, store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE));

        store.swap(0, 1);
        assertEquals(1, store.expiring(1));
        keyspace.nowMillis += 10;

        assertEquals(1, store.expireCycle(keyspace.nowMillis, Long.MAX_VALUE));
        assertEquals(0, store.size(1));
    }

    @Test
    void worksWithEverythingLocked() {
        fill(0, "zero", ZEROS);

        store.lockAll();
        try {
            store.swap(0, 1);
            assertEquals(ZEROS, store.size(1));
            assertEquals(0, store.scan(1, 0, Integer.MAX_VALUE, (_, _) -> {}));
        } finally {
            store.unlockAll();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "4, 0", "0, 4"})
    void refusesWhatIsNoDatabase(int first, int second) {
        assertThrows(IndexOutOfBoundsException.class, () -> store.swap(first, second));
    }

    @Test
    void countsAsOneChange() {
        fill(0, "zero", 10);
        long before = store.wholesaleChanges();

        store.swap(0, 1);
        assertEquals(before + 1, store.wholesaleChanges());

        store.clear(1);
        assertEquals(before + 11, store.wholesaleChanges());
    }

    /** Nobody may ever see one database in some shards and another in the rest. */
    @Test
    void isOneStepForEverybody() throws InterruptedException {
        fill(0, "zero", ZEROS);
        fill(1, "one", ONES);
        Thread[] others = {start(this::count), start(this::countAll), start(this::scan), start(this::upkeep)};
        for (int i = 0; i < SWAPS && !done.get(); i++) {
            store.swap(0, 1);
        }
        done.set(true);
        for (Thread other : others) {
            other.join();
        }
        assertNull(failure.get());
        assertEquals(ZEROS, store.size(0));
        assertEquals(ONES, store.size(1));
    }

    private Thread start(Runnable body) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!done.get()) {
                    body.run();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                done.set(true);
            }
        });
    }

    private void count() {
        long keys = store.size(0);
        assertTrue(keys == ZEROS || keys == ONES, keys + " keys");
    }

    private void countAll() {
        Census census = store.census();
        assertEquals(ZEROS + ONES, census.keys(0) + census.keys(1));
    }

    /** One call of scan, that is; the next may go on in the other database. */
    private void scan() {
        long cursor = 0;
        do {
            Set<Character> first = new HashSet<>();
            int[] visited = new int[1];
            long next = store.scan(0, cursor, 100, (key, _) -> {
                first.add((char) key.at(0));
                visited[0]++;
            });
            assertTrue(first.size() <= 1, "keys of both");
            if (cursor == 0 && next == 0) {
                assertEquals(ONES, visited[0]);
            }
            cursor = next;
        } while (cursor != 0);
    }

    private void upkeep() {
        store.expireCycle(keyspace.nowMillis, 100_000);
        store.maintain(100_000);
    }
}
