package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor.Event;
import dev.mortise.api.LatencyMonitor.Sample;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import java.util.List;
import java.util.Locale;

/** {@code LATENCY DOCTOR}: says in words what took long, and what to look at. */
final class LatencyDoctorCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DOCTOR")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
            .summary("Says in words what took long, and what to look at.")
            .build();

    private static final String THRESHOLD = "latency-monitor-threshold";
    private static final String SLOWER_THAN = "slowlog-log-slower-than";
    private static final long MICROS_PER_MILLI = 1000;

    @Override
    public void execute(Request request, Reply reply) {
        reply.verbatim(report(request.server()));
    }

    private static String report(Server server) {
        List<Event> events = server.latency().events();
        long thresholdMillis = parameter(server, THRESHOLD);
        if (events.isEmpty()) {
            return thresholdMillis == 0
                    ? "Events are not watched. CONFIG SET " + THRESHOLD
                            + " 100 notes what takes 100 milliseconds or more; ask again after a while.\n"
                    : "Nothing took " + thresholdMillis + " ms or more.\n";
        }
        StringBuilder report = new StringBuilder();
        events.forEach(event -> describe(event, report));
        report.append("\nWhat to look at:\n");
        if (events.stream().anyMatch(event -> event.name().endsWith("command"))) {
            adviseOnCommands(server, thresholdMillis, report);
        }
        if (events.stream().anyMatch(event -> event.name().startsWith("expire"))) {
            report.append("- expire-cycle: many keys end at one instant; spread their expiry over some seconds.\n");
        }
        if (events.stream().anyMatch(event -> event.name().startsWith("eviction"))) {
            report.append("- eviction: the memory limit is reached; raise maxmemory, or write less at once.\n");
        }
        report.append("- A time that no command explains is the machine's or the JVM's. redis-cli"
                + " --intrinsic-latency 60, run beside the server, shows how long the machine stops a busy program;"
                + " -Xlog:gc,safepoint in conf/jvm.options logs the stops of the JVM.\n");
        return report.toString();
    }

    private static void describe(Event event, StringBuilder report) {
        List<Sample> samples = event.samples();
        double average = samples.stream().mapToLong(Sample::millis).average().orElse(0);
        long seconds = samples.getLast().atSeconds() - samples.getFirst().atSeconds();
        report.append(String.format(
                Locale.ROOT,
                "%s: %d samples within %d seconds, %.0f ms on average, the latest %d ms, the longest ever %d ms.\n",
                event.name(),
                samples.size(),
                seconds,
                average,
                samples.getLast().millis(),
                event.highestMillis()));
    }

    private static void adviseOnCommands(Server server, long thresholdMillis, StringBuilder report) {
        long slowerThan = parameter(server, SLOWER_THAN);
        if (slowerThan < 0 || slowerThan > thresholdMillis * MICROS_PER_MILLI) {
            report.append("- The slow log does not keep these commands: CONFIG SET ")
                    .append(SLOWER_THAN)
                    .append(' ')
                    .append(thresholdMillis * MICROS_PER_MILLI)
                    .append('\n');
        }
        report.append("- SLOWLOG GET shows which commands were slow, with their arguments and the client's address.\n");
        report.append("- KEYS, FLUSHALL and commands with very many keys or very long values take the time that their"
                + " work takes: use SCAN, and cut the work into pieces.\n");
    }

    private static long parameter(Server server, String name) {
        return Long.parseLong(server.parameters().getOrDefault(name, "0"));
    }
}
