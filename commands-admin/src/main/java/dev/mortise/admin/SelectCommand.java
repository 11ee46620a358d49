package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/** {@code SELECT index}: chooses the database that the commands to come work on. */
final class SelectCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SELECT")
            .args(1)
            .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
            .acl("connection")
            .group("connection")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Chooses the database of the connection by its number.")
            .arguments(Argument.integer("index"))
            .build();

    private static final ServerError NOT_AN_INT = ServerError.err(
            "value is out of range, value must between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
    private static final ServerError NO_SUCH_DATABASE = ServerError.err("DB index is out of range");

    @Override
    public void execute(Request request, Reply reply) {
        long index = request.arg(0).asLong();
        if (index != (int) index) {
            throw NOT_AN_INT;
        }
        if (index < 0 || index >= request.server().keyspace().databases()) {
            throw NO_SUCH_DATABASE;
        }
        request.session().database((int) index);
        reply.ok();
    }
}
