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

    private final AtomicLong used = new AtomicLong();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private volatile MemorySettings settings = MemorySettings.DEFAULT;
    private volatile long maxBytes = MemorySettings.UNLIMITED;
    private volatile long tightBytes = MemorySettings.UNLIMITED;

    /** No limit, until one is {@linkplain #configure configured}. */
    public MemoryLimit() {}

    /**
     * Changes the limit and what happens at it.
     *
     * @param newSettings from now on
     */
    public void configure(MemorySettings newSettings) {
        settings = newSettings;
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
