package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.ServerStatistics;
import java.util.function.LongSupplier;

/**
 * What is to be told of the commands that one event loop runs.
 *
 * @param watch who is to be told of commands, or holds them back
 * @param consequences what follows from changes
 * @param failures where what plugins throw is noted
 * @param counters those of the event loop
 * @param statistics where errors are counted
 * @param nanoTime a clock for durations
 */
record LoopSide(
        CommandWatch watch,
        Consequences consequences,
        PluginFailures failures,
        LoopStatistics counters,
        ServerStatistics statistics,
        LongSupplier nanoTime) {}
