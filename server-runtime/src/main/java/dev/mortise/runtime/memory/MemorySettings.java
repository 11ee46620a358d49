package dev.mortise.runtime.memory;

/**
 * What the configuration says about the memory limit.
 *
 * @param maxBytes how much may be used; {@link #UNLIMITED} for no limit
 * @param policy what makes room
 * @param samples how many keys are looked at to find one that makes room
 * @param tenacity how long a command may be held up for it, from 0 to 100
 * @param lfuLogFactor how slowly the counter of a key's uses rises
 * @param lfuDecayMinutes in how many minutes it falls by one; 0 for never
 */
public record MemorySettings(
        long maxBytes, EvictionPolicy policy, int samples, int tenacity, int lfuLogFactor, int lfuDecayMinutes) {

    /** As a limit: there is none. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The defaults of Redis. */
    public static final MemorySettings DEFAULT = new MemorySettings(UNLIMITED, EvictionPolicy.NOEVICTION, 5, 10, 10, 1);

    /**
     * {@return the same with another limit and policy}
     *
     * @param bytes how much may be used
     * @param which what makes room
     */
    public MemorySettings with(long bytes, EvictionPolicy which) {
        return new MemorySettings(bytes, which, samples, tenacity, lfuLogFactor, lfuDecayMinutes);
    }
}
