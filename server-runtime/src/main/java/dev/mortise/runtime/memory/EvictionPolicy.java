package dev.mortise.runtime.memory;

import java.util.Locale;

/**
 * Which keys make room when the memory limit is reached.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Key eviction</a>
 */
public enum EvictionPolicy {
    /** The least recently used of those with an expiry. */
    VOLATILE_LRU(Order.LRU, true),
    /** The least frequently used of those with an expiry. */
    VOLATILE_LFU(Order.LFU, true),
    /** Any of those with an expiry. */
    VOLATILE_RANDOM(Order.RANDOM, true),
    /** Those that end first. */
    VOLATILE_TTL(Order.TTL, true),
    /** The least recently used. */
    ALLKEYS_LRU(Order.LRU, false),
    /** The least frequently used. */
    ALLKEYS_LFU(Order.LFU, false),
    /** Any. */
    ALLKEYS_RANDOM(Order.RANDOM, false),
    /** None: what would take more memory is refused. */
    NOEVICTION(Order.NONE, false);

    /** What is compared between keys. */
    public enum Order {
        LRU,
        LFU,
        TTL,
        RANDOM,
        NONE
    }

    private final Order order;
    private final boolean volatileOnly;

    EvictionPolicy(Order order, boolean volatileOnly) {
        this.order = order;
        this.volatileOnly = volatileOnly;
    }

    /** {@return what is compared between keys} */
    public Order order() {
        return order;
    }

    /** {@return whether only keys with an expiry make room} */
    public boolean volatileOnly() {
        return volatileOnly;
    }

    /** {@return whether keys remember how often they were used, and not when} */
    public boolean countsUses() {
        return order == Order.LFU;
    }

    /** {@return its name in the configuration, such as {@code allkeys-lru}} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the policy of a name}
     *
     * @param wireName one of those in the configuration
     */
    public static EvictionPolicy of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
