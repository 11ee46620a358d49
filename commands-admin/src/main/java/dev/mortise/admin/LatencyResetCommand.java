package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code LATENCY RESET [event ...]}: forgets events, or all; replies how many there were. */
final class LatencyResetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RESET")
            .args(0, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .summary("Forgets events that took long.")
            .arguments(Argument.string("event").optional().many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        LatencyMonitor latency = request.server().latency();
        long forgotten = 0;
        if (request.size() == 0) {
            for (LatencyMonitor.Event event : latency.events()) {
                forgotten += latency.forget(event.name()) ? 1 : 0;
            }
        }
        for (int i = 0; i < request.size(); i++) {
            forgotten += latency.forget(request.arg(i).utf8()) ? 1 : 0;
        }
        reply.integer(forgotten);
    }
}
