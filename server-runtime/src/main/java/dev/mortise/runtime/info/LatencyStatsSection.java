package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.statistics.LatencyHistogram;
import dev.mortise.runtime.statistics.ServerStatistics;
import dev.mortise.runtime.statistics.TimingSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code INFO latencystats}: for each command that ran, the durations that most of its runs did not exceed. */
public final class LatencyStatsSection implements InfoSection {

    private static final double NANOS_PER_MICRO = 1000;

    private final CommandTable commands;
    private final ServerStatistics statistics;
    private final Supplier<TimingSettings> settings;

    public LatencyStatsSection(CommandTable commands, ServerStatistics statistics, Supplier<TimingSettings> settings) {
        this.commands = commands;
        this.statistics = statistics;
        this.settings = settings;
    }

    @Override
    public void write(Lines lines) {
        TimingSettings present = settings.get();
        if (!present.tracking()) {
            return;
        }
        for (RegisteredCommand command : commands.commands()) {
            write(command, present.percentiles(), lines);
            command.subcommands().forEach(sub -> write(sub, present.percentiles(), lines));
        }
    }

    private void write(RegisteredCommand command, List<Double> percentiles, Lines lines) {
        LatencyHistogram histogram = statistics.histogram(command.index());
        if (histogram != null) {
            lines.line(
                    "latency_percentiles_usec_" + command.fullName(),
                    percentiles.stream()
                            .map(percentile -> "p" + digits(percentile) + "="
                                    + String.format(
                                            Locale.ROOT, "%.3f", histogram.percentile(percentile) / NANOS_PER_MICRO))
                            .collect(Collectors.joining(",")));
        }
    }

    private static String digits(double percentile) {
        BigDecimal exact = BigDecimal.valueOf(percentile);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
