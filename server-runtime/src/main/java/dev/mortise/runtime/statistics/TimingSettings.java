package dev.mortise.runtime.statistics;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is noted of how long things take, as the parameters say at a moment. Immutable.
 *
 * @param slowerThanMicros a command that took so long or longer is slow; none is if this is negative
 * @param mostSlowCommands how many slow commands are kept
 * @param eventMillis an event that took so long or longer is noted; none is if this is 0
 * @param tracking whether the durations of commands are counted
 * @param watchdogMillis a command that runs for so long is told of while it runs; none is if this is 0
 * @param percentiles those that {@code INFO latencystats} shows, from 0 to 100
 */
public record TimingSettings(
        long slowerThanMicros,
        long mostSlowCommands,
        long eventMillis,
        boolean tracking,
        long watchdogMillis,
        List<Double> percentiles) {

    /** Keeps a copy of the list. */
    public TimingSettings {
        percentiles = List.copyOf(percentiles);
    }

    /** {@return the settings of a server that was told nothing} */
    public static TimingSettings defaults() {
        return new TimingSettings(10_000, 128, 0, true, 1000, List.of(50.0, 99.0, 99.9));
    }

    /** {@return whether a command that took so many nanoseconds is slow} */
    public boolean isSlow(long nanos) {
        return slowerThanMicros >= 0 && TimeUnit.NANOSECONDS.toMicros(nanos) >= slowerThanMicros;
    }

    /** {@return whether an event that took so many milliseconds is to be noted} */
    public boolean isEvent(long millis) {
        return eventMillis > 0 && millis >= eventMillis;
    }

    /** {@return a command that took less has no consequences but for its histogram} */
    public long leastNanos() {
        long slow = slowerThanMicros < 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(slowerThanMicros);
        long event = eventMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(eventMillis);
        return Math.min(slow, event);
    }
}
