package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.LatencyMonitor.Histogram;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code LATENCY HISTOGRAM [command ...]}: for each command that ran, or for those asked for, how many runs took how
 * long at most.
 *
 * <p>A command with subcommands stands for them. What does not exist or never ran is left out; what is asked for twice
 * is told twice.
 */
final class LatencyHistogramCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HISTOGRAM")
            .args(0, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("7.0.0")
            .complexity("O(N) where N is the number of commands with latency information being retrieved.")
            .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
            .summary("Returns how many runs of commands took how long at most.")
            .arguments(Argument.string("command").optional().many())
            .build();

    /** What is to be told of one command. */
    private record Told(CommandInfo command, Histogram histogram) {}

    @Override
    public void execute(Request request, Reply reply) {
        Server server = request.server();
        List<Told> told = new ArrayList<>();
        if (request.size() == 0) {
            server.commands().forEach(command -> add(command, server.latency(), told));
        }
        for (int i = 0; i < request.size(); i++) {
            CommandInfo command = CommandLookup.find(server, request.arg(i).utf8());
            if (command != null) {
                add(command, server.latency(), told);
            }
        }
        reply.map(told.size());
        told.forEach(each -> write(each, reply));
    }

    private static void add(CommandInfo command, LatencyMonitor latency, List<Told> told) {
        Histogram histogram = latency.histogram(command);
        if (histogram != null) {
            told.add(new Told(command, histogram));
        }
        command.subcommands().forEach(subcommand -> add(subcommand, latency, told));
    }

    private static void write(Told told, Reply reply) {
        reply.bulk(told.command().fullName());
        reply.map(2);
        reply.bulk("calls");
        reply.integer(told.histogram().calls());
        reply.bulk("histogram_usec");
        reply.map(told.histogram().steps().size());
        for (LatencyMonitor.Step step : told.histogram().steps()) {
            reply.integer(step.micros());
            reply.integer(step.calls());
        }
    }
}
