package dev.mortise.runtime.statistics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The counters of all event loops together, and those that are too rare to be kept per loop. For any thread. */
public final class ServerStatistics {

    /** A client that makes up error codes must not fill the memory with counters. */
    private static final int MOST_ERROR_CODES = 128;

    private final List<LoopStatistics> loops = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final int commands;

    /** @param commands how many commands there are */
    public ServerStatistics(int commands) {
        this.commands = commands;
    }

    /** {@return the counters for one more event loop} */
    public LoopStatistics newLoop() {
        LoopStatistics loop = new LoopStatistics(commands);
        loops.add(loop);
        return loop;
    }

    /** Counts an error reply by its first word. */
    public void error(String code) {
        LongAdder counter = errors.get(code);
        if (counter == null && errors.size() < MOST_ERROR_CODES) {
            counter = errors.computeIfAbsent(code, _ -> new LongAdder());
        }
        if (counter != null) {
            counter.increment();
        }
    }

    /** {@return the number of error replies by their first word, in alphabetical order} */
    public Map<String, Long> errors() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((code, counter) -> counts.put(code, counter.sum()));
        return counts;
    }

    /** {@return the sum of a counter over all loops} */
    public long sum(ToLongFunction<LoopStatistics> counter) {
        return loops.stream().mapToLong(counter).sum();
    }

    /** {@return how long the runs of a command took, on all loops together, or null if there were none} */
    public @Nullable LatencyHistogram histogram(int command) {
        LatencyHistogram sum = null;
        for (LoopStatistics loop : loops) {
            LatencyHistogram histogram = loop.histograms().find(command);
            if (histogram != null) {
                sum = sum == null ? new LatencyHistogram() : sum;
                sum.add(histogram);
            }
        }
        return sum;
    }

    public void reset() {
        loops.forEach(LoopStatistics::reset);
        errors.clear();
    }
}
