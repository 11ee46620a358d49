package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code SLOWLOG RESET}: forgets the commands that took long. */
final class SlowLogResetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RESET")
            .args(0)
            .flags(Flag.ADMIN, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.2.12")
            .complexity("O(N) where N is the number of entries in the slowlog")
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .summary("Forgets the commands that took long.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.server().slowLog().clear();
        reply.ok();
    }
}
