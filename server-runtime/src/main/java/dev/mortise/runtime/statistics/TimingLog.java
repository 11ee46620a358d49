package dev.mortise.runtime.statistics;

import dev.mortise.api.LatencyMonitor.Event;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.api.Slice;
import dev.mortise.api.SlowLog;
import dev.mortise.api.internal.HostLatencyMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Everything that is noted of how long things took, and by which settings. For any thread. */
public final class TimingLog implements HostLatencyMonitor {

    /** From here on, as Redis; what is faster shares the first step. */
    private static final long FIRST_STEP_NANOS = 1024;

    private final SlowCommands slowCommands = new SlowCommands();
    private final LatencyEvents events = new LatencyEvents();
    private final Supplier<TimingSettings> settings;
    private final LongSupplier nowMillis;
    private final ServerStatistics statistics;
    private final ToIntFunction<CommandInfo> indexes;

    /**
     * A log in which nothing is noted yet.
     *
     * @param settings the present ones, which cost no more than reading a field
     * @param nowMillis the time, in milliseconds since 1970
     * @param statistics where the durations of commands are counted
     * @param indexes the index of a command there, or a negative number for a command that is not of this server
     */
    public TimingLog(
            Supplier<TimingSettings> settings,
            LongSupplier nowMillis,
            ServerStatistics statistics,
            ToIntFunction<CommandInfo> indexes) {
        this.settings = settings;
        this.nowMillis = nowMillis;
        this.statistics = statistics;
        this.indexes = indexes;
    }

    /** {@return the settings of this moment} */
    public TimingSettings settings() {
        return settings.get();
    }

    /** {@return the slow log} */
    public SlowLog slowLog() {
        return slowCommands;
    }

    /** Notes a slow command. */
    public void slow(long micros, List<Slice> words, String clientAddress, String clientName) {
        slowCommands.add(
                nowSeconds(),
                micros,
                words,
                clientAddress,
                clientName,
                settings().mostSlowCommands());
    }

    @Override
    public void happened(String name, long millis) {
        if (settings().isEvent(millis)) {
            events.add(name, nowSeconds(), millis);
        }
    }

    private long nowSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(nowMillis.getAsLong());
    }

    @Override
    public List<Event> events() {
        return events.all();
    }

    @Override
    public @Nullable Event event(String name) {
        return events.find(name);
    }

    @Override
    public boolean forget(String name) {
        return events.remove(name);
    }

    @Override
    public @Nullable Histogram histogram(CommandInfo command) {
        int index = indexes.applyAsInt(command);
        LatencyHistogram counted = index < 0 ? null : statistics.histogram(index);
        return counted == null ? null : stepped(counted);
    }

    private static Histogram stepped(LatencyHistogram counted) {
        long calls = counted.total();
        List<Step> steps = new ArrayList<>();
        long before = 0;
        for (long nanos = FIRST_STEP_NANOS; before < calls && nanos > 0; nanos <<= 1) {
            long sofar = counted.atMost(nanos);
            if (sofar > before) {
                steps.add(new Step(TimeUnit.NANOSECONDS.toMicros(LatencyHistogram.longestLike(nanos)), sofar));
            }
            before = sofar;
        }
        return new Histogram(calls, steps);
    }
}
