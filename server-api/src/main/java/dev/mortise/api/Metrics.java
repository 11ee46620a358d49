package dev.mortise.api;

import dev.mortise.api.internal.HostCounter;
import dev.mortise.api.internal.HostMetrics;
import java.util.function.LongSupplier;

/**
 * Figures of one plugin, which {@code INFO} shows in a section with the plugin's name: {@link Setup#metrics}.
 *
 * <pre>{@code
 * Metrics.Counter hits = setup.metrics().counter("cache_hits");
 * setup.metrics().gauge("cache_entries", cache::size);
 * }</pre>
 *
 * <p>Names are of small letters, digits and underscores, begin with a letter, and are unique within the plugin.
 */
@Stable
public sealed interface Metrics permits HostMetrics {

    /**
     * {@return a new counter, at zero}
     *
     * @param name its name
     * @throws IllegalArgumentException if the name is taken or is none
     * @throws IllegalStateException once {@link CommandModule#configure} has returned
     */
    Counter counter(String name);

    /**
     * Shows a figure that is asked for when somebody looks.
     *
     * @param name its name
     * @param value tells the figure; called on any thread, must be quick
     * @throws IllegalArgumentException if the name is taken or is none
     * @throws IllegalStateException once {@link CommandModule#configure} has returned
     */
    void gauge(String name, LongSupplier value);

    /** A figure that only grows, until {@code CONFIG RESETSTAT}. For any thread; counting takes a few nanoseconds. */
    sealed interface Counter permits HostCounter {

        /** Adds one. */
        void increment();

        /**
         * Adds a number.
         *
         * @param amount at least 0
         */
        void add(long amount);

        /** {@return what was counted so far} */
        long value();
    }
}
