package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many event loops write as fast as they can, at the limit; and nobody looks after the memory in the background. */
class EvictionStormTest {

    private static final int WRITERS = 4;
    private static final int SHARDS = 8;
    private static final int WRITES = 20_000;
    private static final long MAX_BYTES = 32 << 20;
    private static final int LARGEST = 1 << 20;

    private final MemoryLimit limit = new MemoryLimit();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong mostUsed = new AtomicLong();
    private final AtomicLong mostResident = new AtomicLong();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOEVICTION")
    void neverExceedsTheLimitByMoreThanWasSaid(EvictionPolicy policy) throws InterruptedException {
        limit.configure(MemorySettings.DEFAULT.with(MAX_BYTES, policy));
        try (Store store =
                new Store(new StoreSettings(SHARDS, 2, StoreSettings.MOST_REGION_BYTES), clock::get, limit)) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writers.add(Thread.ofPlatform().start(() -> {
                    try {
                        write(store, number);
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertNull(failure.get());

            long excess = MAX_BYTES / Eviction.EXCESS_DIVISOR + (long) WRITERS * LARGEST;
            long steps = (long) SHARDS * MemoryLimit.STEP_BYTES;
            assertTrue(mostUsed.get() > MAX_BYTES, "the limit was reached");
            assertTrue(mostUsed.get() <= MAX_BYTES + excess + steps, mostUsed + " used");
            long chunks = SHARDS * 3L * Region.CHUNK_BYTES;
            assertTrue(mostResident.get() <= MAX_BYTES + 2 * excess + chunks, mostResident + " resident");
            assertTrue(Math.abs(store.memory().countedBytes() - limit.usedBytes()) < steps, "and is told truly");
        }
    }

    private void write(Store store, int number) {
        SplittableRandom random = new SplittableRandom(number);
        Eviction eviction = new Eviction(store, random.nextLong(), _ -> {});
        AccessClock access = new AccessClock(limit, random.nextLong());
        StoredEntry entry = new StoredEntry(access);
        for (int i = 0; i < WRITES; i++) {
            long now = clock.incrementAndGet();
            assertTrue(eviction.makeRoom(now), "everything may go");
            access.at(now);
            byte[] key = TestKeyspace.bytes("key" + random.nextInt(100_000));
            Slice value = Slice.of(new byte[size(random)]);
            long hash = store.hash(key, 0, key.length);
            Shard shard = store.shard(store.shardIndex(hash));
            shard.lock();
            try {
                entry.bind(shard, random.nextInt(2), hash, key, 0, key.length, now);
                entry.set(Types.STRING, value, now + 1_000_000 + random.nextInt(1_000_000));
            } finally {
                entry.release();
                shard.unlock();
            }
            mostUsed.accumulateAndGet(limit.usedBytes(), Math::max);
            mostResident.accumulateAndGet(store.memory().residentBytes(), Math::max);
        }
    }

    private static int size(SplittableRandom random) {
        return switch (random.nextInt(1000)) {
            case 0 -> random.nextInt(LARGEST);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> random.nextInt(60_000);
            default -> random.nextInt(1000);
        };
    }
}
