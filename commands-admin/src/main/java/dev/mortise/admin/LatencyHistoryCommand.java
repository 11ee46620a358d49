package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.List;

/** {@code LATENCY HISTORY event}: when an event took long, and how long. An event that never did has no history. */
final class LatencyHistoryCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HISTORY")
            .args(1)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
            .summary("Returns when an event took long, and how long.")
            .arguments(Argument.string("event"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        LatencyMonitor.Event event =
                request.server().latency().event(request.arg(0).utf8());
        List<LatencyMonitor.Sample> samples = event == null ? List.of() : event.samples();
        reply.array(samples.size());
        for (LatencyMonitor.Sample sample : samples) {
            reply.array(2);
            reply.integer(sample.atSeconds());
            reply.integer(sample.millis());
        }
    }
}
