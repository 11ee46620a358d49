package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many threads on all shards, with expiry, upkeep, scans and prefetching going on. */
class ConcurrencyTest {

    private static final int WRITERS = 4;
    private static final int OPERATIONS = 60_000;
    private static final int KEYS = 5000;

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final Store store = new Store(new StoreSettings(4, 2, StoreSettings.MOST_REGION_BYTES), clock::get);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void leavesEverythingConsistent() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            writers.add(start(() -> write(number)));
        }
        List<Thread> others = List.of(start(this::upkeep), start(this::readAhead), start(this::scan));
        for (Thread writer : writers) {
            writer.join();
        }
        done.set(true);
        for (Thread other : others) {
            other.join();
        }
        assertNull(failure.get());
        check();
        store.close();
    }

    private Thread start(Runnable body) {
        return Thread.ofPlatform().start(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                done.set(true);
            }
        });
    }

    /** Every value tells its key, so that a mix-up shows. */
    private void write(int number) {
        SplittableRandom random = new SplittableRandom(number);
        StoredEntry entry = new StoredEntry();
        for (int i = 0; i < OPERATIONS && !done.get(); i++) {
            String name = "key" + random.nextInt(KEYS);
            byte[] key = TestKeyspace.bytes(name);
            long hash = store.hash(key, 0, key.length);
            Shard shard = store.shard(store.shardIndex(hash));
            shard.lock();
            try {
                entry.bind(shard, 0, hash, key, 0, key.length, clock.get());
                Slice value = entry.get(Types.STRING);
                if (value != null) {
                    assertTrue(value.utf8().startsWith(name + ":"), "another key's value");
                }
                switch (random.nextInt(4)) {
                    case 0 -> entry.remove();
                    case 1 -> entry.set(Types.STRING, value(name, random), clock.get() + 1 + random.nextInt(50));
                    default -> entry.set(Types.STRING, value(name, random), Entry.NEVER);
                }
            } finally {
                entry.release();
                shard.unlock();
            }
        }
    }

    private static Slice value(String name, SplittableRandom random) {
        return Slice.of(
                name + ":" + "x".repeat(random.nextInt(10) == 0 ? random.nextInt(50_000) : random.nextInt(200)));
    }

    private void upkeep() {
        while (!done.get()) {
            clock.incrementAndGet();
            store.expireCycle(clock.get(), 100_000);
            store.maintain(100_000);
        }
    }

    private void readAhead() {
        // What it reads may be wrong at any time; that it never throws, and never ends the process, is what counts.
        SplittableRandom random = new SplittableRandom(99);
        ReadAhead ahead = store.readAhead();
        while (!done.get()) {
            for (int i = random.nextInt(ReadAhead.MOST_KEYS); i >= 0; i--) {
                ahead.add(random.nextInt(2), random.nextLong());
            }
            ahead.read();
        }
    }

    private void scan() {
        while (!done.get()) {
            Set<String> seen = new HashSet<>();
            long cursor = 0;
            do {
                cursor = store.scan(0, cursor, 50, (key, entry) -> assertTrue(seen.add(key.utf8()), "twice"));
            } while (cursor != 0);
        }
    }

    private void check() {
        while (store.expireCycle(clock.get(), Long.MAX_VALUE) > 0) {
            // until nothing is due
        }
        long[] counted = new long[2];
        long cursor = 0;
        do {
            cursor = store.scan(0, cursor, 100, (key, entry) -> {
                counted[0]++;
                counted[1] += entry.expireAtMillis() == Entry.NEVER ? 0 : 1;
                assertTrue(TestKeyspace.string(entry).utf8().startsWith(key.utf8() + ":"));
            });
        } while (cursor != 0);
        assertEquals(store.size(0), counted[0]);
        assertEquals(store.expiring(0), counted[1]);
        assertEquals(store.size(0), store.clear(0));
        assertEquals(0, store.usedBytes());
    }
}
