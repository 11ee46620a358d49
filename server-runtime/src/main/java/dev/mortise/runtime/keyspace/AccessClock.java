package dev.mortise.runtime.keyspace;

import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;

/**
 * How entries remember that they were used: 24 bits of the header, of which a policy makes one of two things.
 *
 * <pre>
 *   LRU    24  the second of the last use
 *   LFU    16  the minute for which the counter holds
 *           8  a counter of uses that rises ever more slowly, and falls with time
 * </pre>
 *
 * <p><b>The counter</b> begins at {@value #NEW_COUNTER}, so that a new entry gets its chance. A use raises it with
 * probability 1 / ((counter - 5) · lfu-log-factor + 1): at the default of 10 a hundred uses make it about 10 and a
 * million fill it. Each {@code lfu-decay-time} minutes lower it by one. It is brought up to date when it is read.
 *
 * <p><b>Cost.</b> For LRU a comparison, and a write to the line just read if the second is another one. A policy that
 * counts draws a random number instead, from a generator of its own.
 *
 * <p>When the policy changes from one kind to the other, the bits mean nothing until entries are used again; so it is
 * in Redis. Seconds come round after 194 days and minutes after 45, and what was not used for so long seems newer.
 *
 * <p>One per event loop, not for other threads.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Key eviction</a>
 */
public final class AccessClock {

    /** Of a header, the bits that tell of its use. */
    static final long BITS = 0xFFFFFFL << 40;

    /** The counter of an entry that was never used. */
    static final int NEW_COUNTER = 5;

    private static final int SHIFT = 40;
    private static final int SECONDS_MASK = 0xFFFFFF;
    private static final int MINUTES_MASK = 0xFFFF;
    private static final int COUNTER_BITS = 8;
    private static final int MOST_COUNTER = 0xFF;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int SECONDS_PER_MINUTE = 60;

    private final MemoryLimit limit;
    private MemorySettings settings = MemorySettings.DEFAULT;
    private boolean counts;
    private long seconds = -1;
    /** What stays of a header when its entry is used: all of it while the clock stands still. */
    private long kept = -1;
    /** The bits for an entry that is used now, if the policy goes by time. */
    private long now;

    private long random;

    /**
     * A clock that stands still until it is set.
     *
     * @param limit knows the policy
     * @param seed of the random numbers, for policies that count
     */
    public AccessClock(MemoryLimit limit, long seed) {
        this.limit = limit;
        // A state of zero would stay zero.
        random = seed | 1;
    }

    /**
     * Sets the clock.
     *
     * @param nowMillis the time
     */
    public void at(long nowMillis) {
        settings = limit.settings();
        counts = settings.policy().countsUses();
        seconds = nowMillis / MILLIS_PER_SECOND;
        now = (seconds & SECONDS_MASK) << SHIFT;
        kept = ~BITS;
    }

    /** {@return whether the bits count uses, instead of telling when the last one was} */
    boolean counts() {
        return counts;
    }

    /** {@return the header of an entry that is used now} */
    long used(long header) {
        return (header & kept) | (counts ? counted(header) : now);
    }

    private long counted(long header) {
        int counter = frequency(header);
        if (counter < MOST_COUNTER && rises(counter)) {
            counter++;
        }
        return counterBits(counter);
    }

    private boolean rises(int counter) {
        double base = Math.max(0, counter - NEW_COUNTER);
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (random >>> 11) * 0x1p-53 * (base * settings.lfuLogFactor() + 1) < 1;
    }

    /** {@return the header of a new entry} */
    long created(long header) {
        return (header & kept) | (counts ? counterBits(NEW_COUNTER) : now);
    }

    private long counterBits(int counter) {
        return ((minutes() << COUNTER_BITS) | counter) << SHIFT;
    }

    private long minutes() {
        return (seconds / SECONDS_PER_MINUTE) & MINUTES_MASK;
    }

    /** {@return the header of an entry that was not used for some seconds, if the policy goes by time} */
    long idle(long header, long idleSeconds) {
        return counts ? header : (header & ~BITS) | ((seconds - idleSeconds) & SECONDS_MASK) << SHIFT;
    }

    /** {@return the header of an entry that was used so often, if the policy counts} */
    long counting(long header, int frequency) {
        return counts ? (header & ~BITS) | counterBits(frequency & MOST_COUNTER) : header;
    }

    /** {@return for how many seconds the entry of a header was not used, if the policy goes by time} */
    long idleSeconds(long header) {
        return (seconds - (header >>> SHIFT)) & SECONDS_MASK;
    }

    /** {@return the counter of the entry of a header, lowered for the time since, if the policy counts} */
    int frequency(long header) {
        int counter = (int) (header >>> SHIFT) & MOST_COUNTER;
        if (settings.lfuDecayMinutes() == 0) {
            return counter;
        }
        long elapsed = (minutes() - (header >>> (SHIFT + COUNTER_BITS))) & MINUTES_MASK;
        return (int) Math.max(0, counter - elapsed / settings.lfuDecayMinutes());
    }
}
