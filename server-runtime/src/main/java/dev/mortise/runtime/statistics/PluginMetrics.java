package dev.mortise.runtime.statistics;

import dev.mortise.api.InfoSection;
import dev.mortise.api.internal.HostCounter;
import dev.mortise.api.internal.HostMetrics;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The figures of one plugin. Counters are {@link LongAdder}s: event loops that count the same thing do not wait for
 * each other, and counting allocates nothing. For any thread.
 */
public final class PluginMetrics implements HostMetrics, InfoSection {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final Map<String, LongSupplier> figures = new ConcurrentSkipListMap<>();
    private final Map<String, SummedCounter> counters = new ConcurrentSkipListMap<>();
    private volatile boolean over;

    private static final class SummedCounter implements HostCounter {
        private final LongAdder sum = new LongAdder();

        @Override
        public void increment() {
            sum.increment();
        }

        @Override
        public void add(long amount) {
            sum.add(amount);
        }

        @Override
        public long value() {
            return sum.sum();
        }
    }

    @Override
    public Counter counter(String name) {
        SummedCounter counter = new SummedCounter();
        show(name, counter::value);
        counters.put(name, counter);
        return counter;
    }

    @Override
    public void gauge(String name, LongSupplier value) {
        show(name, value);
    }

    private void show(String name, LongSupplier value) {
        if (over) {
            throw new IllegalStateException("figures are registered in configure");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "figure '" + name + "': small letters, digits and underscores, a letter first");
        }
        if (figures.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("figure '" + name + "' is there already");
        }
    }

    /** Takes no more figures. */
    public void end() {
        over = true;
    }

    /** Sets the counters back to zero. */
    public void reset() {
        counters.values().forEach(counter -> counter.sum.reset());
    }

    /** {@return the figures by name, in alphabetical order; each is asked for when it is looked at} */
    public Map<String, LongSupplier> figures() {
        return Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    @Override
    public void write(Lines lines) {
        figures.forEach((name, value) -> lines.line(name, value.getAsLong()));
    }
}
