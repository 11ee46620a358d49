package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.api.Server;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.statistics.CommandCounters;
import dev.mortise.runtime.statistics.ServerStatistics;
import dev.mortise.runtime.statistics.SlowRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/**
 * {@code INFO plugins}: for each plugin what it is, how much it is used and what it does wrong; then those that were
 * left out, with the reason.
 */
public final class PluginsSection implements InfoSection {

    private final List<Server.Module> plugins;
    private final List<PluginProblem> refused;
    private final CommandTable commands;
    private final ServerStatistics statistics;
    private final Supplier<Map<String, Long>> failures;
    private final SlowRuns slowRuns;

    /**
     * About the modules of a server.
     *
     * @param modules all of them
     * @param refused why others are not among them
     * @param failures how often modules have failed, by their ids
     */
    public PluginsSection(
            List<Server.Module> modules,
            List<PluginProblem> refused,
            CommandTable commands,
            ServerStatistics statistics,
            Supplier<Map<String, Long>> failures,
            SlowRuns slowRuns) {
        this.plugins = modules.stream().filter(module -> !module.builtIn()).toList();
        this.refused = refused;
        this.commands = commands;
        this.statistics = statistics;
        this.failures = failures;
        this.slowRuns = slowRuns;
    }

    @Override
    public void write(Lines lines) {
        lines.line("plugins_running", plugins.size());
        lines.line(
                "plugins_refused",
                refused.stream().map(PluginProblem::plugin).distinct().count());
        Map<String, Long> failed = failures.get();
        plugins.forEach(plugin -> lines.line("plugin_" + plugin.id(), running(plugin, failed)));
        refused.forEach(problem -> lines.line(
                "plugin_" + problem.plugin(),
                "state=refused,location=%s,reason=%s; %s"
                        .formatted(problem.location(), problem.cause(), problem.remedy())));
    }

    private String running(Server.Module plugin, Map<String, Long> failed) {
        List<RegisteredCommand> own = commandsOf(plugin);
        SlowRuns.OfModule slow = slowRuns.of(plugin.id());
        // What has no limit to its letters comes last.
        return ("state=running,version=%s,commands=%d,calls=%d,rejected=%d,errors=%d,failures=%d,slow=%d,"
                        + "slowest=%s,slowest_ms=%d,location=%s")
                .formatted(
                        plugin.version(),
                        own.size(),
                        sum(own, CommandCounters::calls),
                        sum(own, CommandCounters::rejectedCalls),
                        sum(own, CommandCounters::failedCalls),
                        failed.getOrDefault(plugin.id(), 0L),
                        slow.count(),
                        slow.slowest(),
                        TimeUnit.NANOSECONDS.toMillis(slow.longestNanos()),
                        plugin.location());
    }

    private long sum(List<RegisteredCommand> own, ToLongBiFunction<CommandCounters, Integer> counter) {
        return own.stream()
                .mapToLong(command -> statistics.sum(loop -> counter.applyAsLong(loop.commands(), command.index())))
                .sum();
    }

    private List<RegisteredCommand> commandsOf(Server.Module plugin) {
        List<RegisteredCommand> own = new ArrayList<>();
        for (RegisteredCommand command : commands.commands()) {
            if (command.module().equals(plugin)) {
                own.add(command);
                own.addAll(command.subcommands());
            }
        }
        return own;
    }
}
