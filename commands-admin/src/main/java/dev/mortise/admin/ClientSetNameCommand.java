package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CLIENT SETNAME connection-name}: names the connection for those who look at {@code CLIENT LIST}. */
final class ClientSetNameCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SETNAME")
            .args(1)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("2.6.9")
            .complexity("O(1)")
            .summary("Names this connection; an empty name takes the name away.")
            .arguments(Argument.string("connection-name"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.session().name(request.arg(0).utf8());
        reply.ok();
    }
}
