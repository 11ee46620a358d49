package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CLIENT GETNAME}: the name given by {@code CLIENT SETNAME} or {@code HELLO}, or nil. */
final class ClientGetNameCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GETNAME")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("2.6.9")
            .complexity("O(1)")
            .summary("Returns the name of this connection.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        String name = request.session().name();
        if (name.isEmpty()) {
            reply.nil();
        } else {
            reply.bulk(name);
        }
    }
}
