package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code RESET}: makes the connection as good as new: not authenticated, without a name, on database 0 and in RESP2.
 *
 * <p>Connection pools send it before they lend a connection to somebody else.
 */
final class ResetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RESET")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.NO_AUTH, Flag.ALLOW_BUSY)
            .acl("connection")
            .group("connection")
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Brings the connection back to the state of a new one.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.session().reset();
        reply.status("RESET");
    }
}
