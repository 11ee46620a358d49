package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT UNBLOCK client-id [TIMEOUT | ERROR]}: ends the wait of a client whose command blocks, as if its time
 * were over, or with an error. Replies 1, or 0 if the client does not wait or is not there.
 */
final class ClientUnblockCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("UNBLOCK")
            .args(1, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("5.0.0")
            .complexity("O(log N) where N is the number of client connections")
            .summary("Ends the wait of a client whose command blocks.")
            .arguments(
                    Argument.integer("client-id"),
                    Argument.oneOf("timeout_error", Argument.keyword("TIMEOUT"), Argument.keyword("ERROR"))
                            .optional())
            .build();

    private static final ServerError NO_SUCH_REASON =
            ServerError.err("CLIENT UNBLOCK reason should be TIMEOUT or ERROR");

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() > 2) {
            throw HelpCommand.pointTo(request);
        }
        boolean withError = request.size() == 2 && withError(request.arg(1));
        Session session = request.server().session(request.arg(0).asLong());
        reply.integer(session != null && session.unblock(withError) ? 1 : 0);
    }

    private static boolean withError(Slice reason) {
        if (!reason.is("TIMEOUT") && !reason.is("ERROR")) {
            throw NO_SUCH_REASON;
        }
        return reason.is("ERROR");
    }
}
