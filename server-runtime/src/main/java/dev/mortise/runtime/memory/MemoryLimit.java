package dev.mortise.runtime.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the data and the clients take together, and how much they may.
 *
 * <p><b>How it works.</b> Each shard sums up exactly what it takes, under its own lock, and tells this sum in steps of
 * {@value #STEP_BYTES} bytes; buffers of clients are told by their event loops. So writers on different shards seldom
 * touch the shared number, and asking whether the limit is exceeded is a load and a compare.
 *
 * <p><b>Invariant.</b> The sum told is off by less than a step per shard.
 *
 * <p>For any thread.
 */
public final class MemoryLimit {

    /** By how much the sum of a shard may change before it is told. */
    public static final int STEP_BYTES = 1024;

    /** The same near the limit: what makes room is then done in small portions. */
    public static final int STEP_WHEN_TIGHT_BYTES = 256;

    private final AtomicLong used = new AtomicLong();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private volatile MemorySettings settings = MemorySettings.DEFAULT;
    private volatile long maxBytes = MemorySettings.UNLIMITED;
    private volatile long tightBytes = MemorySettings.UNLIMITED;
    /** What may be used for the time being, because so much was used when the limit was lowered. */
    private volatile long ceilingBytes = MemorySettings.UNLIMITED;

    private final AtomicLong exceededSinceMillis = new AtomicLong();
    private final AtomicLong exceededMillis = new AtomicLong();

    /** No limit, until one is {@linkplain #configure configured}. */
    public MemoryLimit() {}

    /**
     * Changes the limit and what happens at it.
     *
     * @param newSettings from now on
     */
    public void configure(MemorySettings newSettings) {
        settings = newSettings;
        ceilingBytes = Math.max(newSettings.maxBytes(), used.get());
        maxBytes = newSettings.maxBytes();
        tightBytes = newSettings.maxBytes() - newSettings.maxBytes() / 4;
    }

    /** {@return the present settings} */
    public MemorySettings settings() {
        return settings;
    }

    /**
     * Tells that something takes more memory.
     *
     * @param bytes how much more; negative for less
     */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    /**
     * Tells that the buffers of clients take more memory.
     *
     * @param bytes how much more; negative for less
     */
    public void addClients(long bytes) {
        clients.addAndGet(bytes);
        used.addAndGet(bytes);
    }

    /** {@return the sum as it was told: what is compared with the limit} */
    public long usedBytes() {
        return used.get();
    }

    /** {@return what the buffers of clients take} */
    public long clientBytes() {
        return clients.get();
    }

    /**
     * {@return whether the limit, or what was used when it was lowered, is exceeded by a small part of the limit only}
     *
     * @param divisor the part
     */
    public boolean tolerable(int divisor) {
        return used.get() <= ceilingBytes + maxBytes / divisor;
    }

    /**
     * Notes that the limit is still exceeded although room was made.
     *
     * @param nowMillis the time
     */
    public void stillExceeded(long nowMillis) {
        exceededSinceMillis.compareAndSet(0, nowMillis);
        // Nothing is lost if two do this at once: the ceiling comes down with the next.
        ceilingBytes = Math.min(ceilingBytes, Math.max(maxBytes, used.get()));
    }

    /**
     * Notes that the limit is kept after it was exceeded.
     *
     * @param nowMillis the time
     */
    public void kept(long nowMillis) {
        ceilingBytes = maxBytes;
        long since = exceededSinceMillis.getAndSet(0);
        if (since != 0) {
            exceededMillis.addAndGet(nowMillis - since);
        }
    }

    /**
     * {@return for how long the limit was exceeded in all, in milliseconds}
     *
     * @param nowMillis the time
     */
    public long exceededMillis(long nowMillis) {
        return exceededMillis.get() + exceedingMillis(nowMillis);
    }

    /**
     * {@return for how long the limit is exceeded now, in milliseconds}
     *
     * @param nowMillis the time
     */
    public long exceedingMillis(long nowMillis) {
        long since = exceededSinceMillis.get();
        return since == 0 ? 0 : nowMillis - since;
    }

    /** Begins to count these times anew. */
    public void resetExceeded() {
        exceededMillis.set(0);
        exceededSinceMillis.set(0);
    }

    /** {@return whether more is used than may be} */
    public boolean exceeded() {
        return used.get() > maxBytes;
    }

    /**
     * {@return whether the limit is so near that memory is to be kept compact at the cost of processor time}
     *
     * <p>From three quarters on: up to there the dead space that is tolerated otherwise, a quarter, fits below the
     * limit.
     */
    public boolean tight() {
        return used.get() > tightBytes;
    }

    /**
     * Notes how much is taken now.
     *
     * @param bytes as {@code used_memory} shows it
     * @return the most that was ever noted
     */
    public long notePeak(long bytes) {
        return peak.accumulateAndGet(bytes, Math::max);
    }
}
