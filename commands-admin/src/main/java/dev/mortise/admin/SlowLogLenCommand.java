package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code SLOWLOG LEN}: how many commands that took long are kept. */
final class SlowLogLenCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LEN")
            .args(0)
            .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.2.12")
            .complexity("O(1)")
            .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
            .summary("Returns how many commands that took long are kept.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(request.server().slowLog().size());
    }
}
