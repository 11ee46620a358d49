package dev.mortise.api;

import dev.mortise.api.Server.CommandInfo;
import dev.mortise.api.internal.HostLatencyMonitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What took how long.
 *
 * <p>Of <i>events</i>, such as the run of a command, those are noted that took {@code latency-monitor-threshold}
 * milliseconds or more, if that is not 0. Of <i>commands</i> every run is counted by its duration while {@code
 * latency-tracking} is on. For any thread.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor/">Latency
 *     monitoring</a>
 */
@Preview
public sealed interface LatencyMonitor permits HostLatencyMonitor {

    /** {@return the events that happened, by name} */
    List<Event> events();

    /**
     * {@return an event, or null if it has not happened}
     *
     * @param name such as {@code command}; case matters
     */
    @Nullable
    Event event(String name);

    /**
     * Notes an event, if it took long enough.
     *
     * @param name what happened, such as {@code expire-cycle}; one of few, because each is kept
     * @param millis how long it took
     */
    void happened(String name, long millis);

    /**
     * Forgets an event.
     *
     * @param name its name; case matters
     * @return whether it had happened
     */
    boolean forget(String name);

    /**
     * {@return how the durations of a command's runs are distributed, or null if none was counted}
     *
     * @param command a command or subcommand that has a body of its own
     */
    @Nullable
    Histogram histogram(CommandInfo command);

    /**
     * A kind of event.
     *
     * @param name what happened
     * @param highestMillis the longest since it was last forgotten, in milliseconds
     * @param samples the latest 160 at most, oldest first, not empty; of those within one second the longest
     */
    record Event(String name, long highestMillis, List<Sample> samples) {
        /** Keeps a copy of the samples. */
        public Event {
            samples = List.copyOf(samples);
        }
    }

    /**
     * An event.
     *
     * @param atSeconds when it ended, in seconds since 1970
     * @param millis how long it took
     */
    record Sample(long atSeconds, long millis) {}

    /**
     * How many runs took how long.
     *
     * @param calls how many there were
     * @param steps durations, growing, each about twice the one before; those that no run lies between are left out
     */
    record Histogram(long calls, List<Step> steps) {
        /** Keeps a copy of the steps. */
        public Histogram {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A duration and the runs that were not longer.
     *
     * @param micros the duration
     * @param calls how many runs took so long or less: those of all steps before are among them
     */
    record Step(long micros, long calls) {}
}
