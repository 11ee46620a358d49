package dev.mortise.runtime.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of commands that took so long that the watchdog noticed, by the modules that have them. For any thread. */
public final class SlowRuns {

    /**
     * Those of a module.
     *
     * @param count how many there were, the ones that still go on included
     * @param slowest the command of the longest, or an empty text
     * @param longestNanos how long that took
     */
    public record OfModule(long count, String slowest, long longestNanos) {

        static final OfModule NONE = new OfModule(0, "", 0);

        private OfModule longer(String command, long nanos) {
            return nanos > longestNanos ? new OfModule(count, command, nanos) : this;
        }
    }

    private final Map<String, OfModule> modules = new ConcurrentHashMap<>();

    /** None yet. */
    public SlowRuns() {}

    /** Counts one that is noticed, after so much time. */
    public void noticed(String module, String command, long nanos) {
        modules.merge(
                module,
                new OfModule(1, command, nanos),
                (old, _) -> new OfModule(old.count() + 1, old.slowest(), old.longestNanos()).longer(command, nanos));
    }

    /** Says how long one took in the end that was noticed. */
    public void ended(String module, String command, long nanos) {
        modules.computeIfPresent(module, (_, old) -> old.longer(command, nanos));
    }

    /** {@return those of a module} */
    public OfModule of(String module) {
        return modules.getOrDefault(module, OfModule.NONE);
    }

    /** Starts again from zero. */
    public void reset() {
        modules.clear();
    }
}
