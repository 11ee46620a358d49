package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CONFIG RESETSTAT}: sets the counters that {@code INFO} shows back to zero. */
final class ConfigResetStatCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RESETSTAT")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Sets the counters shown by INFO back to zero.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.server().resetStatistics();
        reply.ok();
    }
}
