package dev.mortise.runtime.statistics;

import dev.mortise.api.LatencyMonitor.Event;
import dev.mortise.api.LatencyMonitor.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events that took long, by name, the latest of each.
 *
 * <p>Of the events within one second only the longest is kept: the samples are to reach back for a while even if
 * everything is slow. A lock guards all of it, which is met only by who has just been slow. For any thread.
 */
public final class LatencyEvents {

    private static final int MOST_SAMPLES = 160;

    /** A plugin that makes up names must not fill the memory. */
    private static final int MOST_NAMES = 256;

    private static final class Series {
        private final Deque<Sample> samples = new ArrayDeque<>();
        private long highestMillis;

        private void add(Sample sample) {
            highestMillis = Math.max(highestMillis, sample.millis());
            Sample last = samples.peekLast();
            if (last != null && last.atSeconds() == sample.atSeconds()) {
                if (last.millis() < sample.millis()) {
                    samples.removeLast();
                    samples.addLast(sample);
                }
                return;
            }
            samples.addLast(sample);
            if (samples.size() > MOST_SAMPLES) {
                samples.removeFirst();
            }
        }
    }

    private final Map<String, Series> series = new TreeMap<>();

    /** Nothing has happened. */
    public LatencyEvents() {}

    /** Adds an event. */
    public synchronized void add(String name, long atSeconds, long millis) {
        Series known = series.get(name);
        if (known == null) {
            if (series.size() == MOST_NAMES) {
                return;
            }
            known = new Series();
            series.put(name, known);
        }
        known.add(new Sample(atSeconds, millis));
    }

    /** {@return all of them, by name} */
    public synchronized List<Event> all() {
        List<Event> events = new ArrayList<>();
        series.forEach((name, known) -> events.add(event(name, known)));
        return events;
    }

    /** {@return those of a name, or null if there are none} */
    @Nullable
    public synchronized Event find(String name) {
        Series known = series.get(name);
        return known == null ? null : event(name, known);
    }

    private static Event event(String name, Series known) {
        return new Event(name, known.highestMillis, List.copyOf(known.samples));
    }

    /** Removes those of a name. {@return whether there were any} */
    public synchronized boolean remove(String name) {
        return series.remove(name) != null;
    }
}
