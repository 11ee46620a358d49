package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CLIENT UNPAUSE}: ends {@code CLIENT PAUSE}, and executes what was held back. */
final class ClientUnpauseCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("UNPAUSE")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("6.2.0")
            .complexity("O(N) where N is the number of paused clients")
            .summary("Lets the clients go on that were paused.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.server().resumeClients();
        reply.ok();
    }
}
