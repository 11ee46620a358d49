package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.statistics.ServerStatistics;
import java.util.Locale;

/** {@code INFO commandstats}: for each command that was called or refused, how often and how long it took. */
public final class CommandStatsSection implements InfoSection {

    private static final int NANOS_PER_MICRO = 1000;

    private final CommandTable commands;
    private final ServerStatistics statistics;

    public CommandStatsSection(CommandTable commands, ServerStatistics statistics) {
        this.commands = commands;
        this.statistics = statistics;
    }

    @Override
    public void write(Lines lines) {
        for (RegisteredCommand command : commands.commands()) {
            write(command, lines);
            command.subcommands().forEach(sub -> write(sub, lines));
        }
    }

    private void write(RegisteredCommand command, Lines lines) {
        int index = command.index();
        long calls = statistics.sum(loop -> loop.commands().calls(index));
        long rejected = statistics.sum(loop -> loop.commands().rejectedCalls(index));
        long failed = statistics.sum(loop -> loop.commands().failedCalls(index));
        if (calls + rejected + failed == 0) {
            return;
        }
        long micros = statistics.sum(loop -> loop.commands().nanos(index)) / NANOS_PER_MICRO;
        lines.line(
                "cmdstat_" + command.fullName(),
                String.format(
                        Locale.ROOT,
                        "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
                        calls,
                        micros,
                        calls == 0 ? 0.0 : (double) micros / calls,
                        rejected,
                        failed));
    }
}
