package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CLIENT INFO}: the line of {@code CLIENT LIST} for the asking connection. */
final class ClientInfoCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("INFO")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Describes this connection.")
            .tips("nondeterministic_output")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.verbatim(request.session().describe() + "\n");
    }
}
