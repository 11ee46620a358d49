package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import java.util.concurrent.TimeUnit;

/** {@code LATENCY GRAPH event}: draws how long an event took. */
final class LatencyGraphCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GRAPH")
            .args(1)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
            .summary("Draws how long an event took.")
            .arguments(Argument.string("event"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        LatencyMonitor.Event event =
                request.server().latency().event(request.arg(0).utf8());
        if (event == null) {
            throw ServerError.err(
                    "No samples available for event '" + request.arg(0).quoted() + "'");
        }
        reply.verbatim(LatencyGraph.draw(event, TimeUnit.MILLISECONDS.toSeconds(request.nowMillis())));
    }
}
