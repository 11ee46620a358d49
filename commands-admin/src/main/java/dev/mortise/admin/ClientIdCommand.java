package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CLIENT ID}: the number of the connection, which no other one ever has. */
final class ClientIdCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("ID")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("5.0.0")
            .complexity("O(1)")
            .summary("Returns the number of this connection.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(request.session().id());
    }
}
