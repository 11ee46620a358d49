package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT NO-EVICT ON | OFF}: whether the connection is spared when the connections together use more memory than
 * {@code maxmemory-clients}.
 */
final class ClientNoEvictCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("NO-EVICT")
            .args(1)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("7.0.0")
            .complexity("O(1)")
            .summary("Spares this connection, or no longer, when clients use too much memory.")
            .arguments(Argument.oneOf("enabled", Argument.keyword("ON"), Argument.keyword("OFF")))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Slice word = request.arg(0);
        if (!word.is("ON") && !word.is("OFF")) {
            throw ServerError.syntax();
        }
        request.session().noEvict(word.is("ON"));
        reply.ok();
    }
}
