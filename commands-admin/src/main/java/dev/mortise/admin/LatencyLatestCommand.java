package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.List;

/** {@code LATENCY LATEST}: of each event that took long, when it last did, how long then, and how long at most. */
final class LatencyLatestCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LATEST")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
            .summary("Returns the latest of each event that took long.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        List<LatencyMonitor.Event> events = request.server().latency().events();
        reply.array(events.size());
        for (LatencyMonitor.Event event : events) {
            LatencyMonitor.Sample latest = event.samples().getLast();
            reply.array(4);
            reply.bulk(event.name());
            reply.integer(latest.atSeconds());
            reply.integer(latest.millis());
            reply.integer(event.highestMillis());
        }
    }
}
