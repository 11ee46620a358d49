package dev.mortise.runtime.server;

import dev.mortise.api.LatencyMonitor;
import dev.mortise.runtime.info.HostSections;
import dev.mortise.runtime.info.MemorySection;
import dev.mortise.runtime.info.OperationRate;
import dev.mortise.runtime.keyspace.Eviction;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.memory.HeapGarbage;
import dev.mortise.runtime.snapshot.SnapshotKeeper;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What happens without being asked: expired entries are reclaimed, others evicted when the memory limit was lowered,
 * the heap collected when much of it is dead, rates are sampled.
 *
 * <p><b>Pace.</b> A tick every 10 ms while any key has an expiry or there is memory to tidy up, every 100 ms
 * otherwise, so that an idle server costs next to nothing and an expired key is gone within a few milliseconds; while
 * the memory limit is exceeded, after 2 ms. A
 * tick works for at most a millisecond, and what it did not reach comes first in the next one: on a machine with few
 * cores a longer one would keep an event loop from its core. It locks one shard at a time, for microseconds, and
 * leaves a shard that others wait for.
 *
 * <p>One daemon thread. What plugins do in the background is none of its business; see {@link PluginTasks}.
 */
final class Background implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Background.class.getName());
    private static final Duration BUSY_TICK = Duration.ofMillis(10);
    private static final Duration EVICTING_TICK = Duration.ofMillis(2);
    private static final Duration IDLE_TICK = Duration.ofMillis(100);
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long CLOSE_WAIT_MILLIS = 2000;

    private final Store store;
    private final OperationRate rate;
    private final LatencyMonitor latency;
    private final MemorySection memory;
    private final Eviction eviction;
    private final SnapshotKeeper snapshots;
    private final Runnable heapCheck;
    private final LongSupplier nowMillis;
    private final Thread ticker =
            Thread.ofPlatform().daemon().name("mortise-background").unstarted(this::tick);
    private volatile boolean expires = true;
    private volatile boolean closed;

    Background(
            Store store,
            HostSections sections,
            LatencyMonitor latency,
            SnapshotKeeper snapshots,
            LongSupplier nowMillis) {
        this.snapshots = snapshots;
        this.store = store;
        this.rate = sections.rate();
        this.memory = sections.memory();
        this.eviction = new Eviction(
                store, ThreadLocalRandom.current().nextLong(), millis -> latency.happened("eviction-cycle", millis));
        this.heapCheck = HeapGarbage.check(() -> store.memory().heapBytes());
        this.latency = latency;
        this.nowMillis = nowMillis;
    }

    void start() {
        ticker.start();
    }

    /** Says whether expired entries are reclaimed. */
    void expires(boolean enabled) {
        expires = enabled;
    }

    private void tick() {
        boolean untidy = false;
        boolean evicting = false;
        while (!closed) {
            LockSupport.parkNanos(interval(untidy, evicting).toNanos());
            try {
                long now = nowMillis.getAsLong();
                if (expires) {
                    expireCycle(now);
                }
                store.tellChanges();
                evicting = store.limit().exceeded() && eviction.evict(now, BUDGET_NANOS);
                untidy = store.maintain(BUDGET_NANOS);
                rate.sampleIfDue(now);
                memory.sample();
                snapshots.tick();
                heapCheck.run();
                if (rate.isIdle()) {
                    // The system stops whoever touches new memory meanwhile: 30 ms and more were seen.
                    store.useHugePage();
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.log(System.Logger.Level.ERROR, "the background tick failed; it will run again", e);
                }
            }
        }
    }

    private Duration interval(boolean untidy, boolean evicting) {
        if (evicting && store.limit().exceeded()) {
            return EVICTING_TICK;
        }
        return untidy || store.hasExpiring() ? BUSY_TICK : IDLE_TICK;
    }

    private void expireCycle(long now) {
        long began = System.nanoTime();
        store.expireCycle(now, BUDGET_NANOS);
        latency.happened("expire-cycle", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(ticker);
        try {
            ticker.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
