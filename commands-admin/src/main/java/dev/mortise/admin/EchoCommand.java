package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code ECHO message}: returns the message. */
final class EchoCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("ECHO")
            .args(1)
            .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
            .acl("connection")
            .group("connection")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the message it was sent.")
            .arguments(Argument.string("message"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.bulk(request.arg(0));
    }
}
