package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT PAUSE timeout [WRITE | ALL]}: holds back the commands of all clients, or those that write, for some
 * milliseconds. What is held back is executed afterwards.
 *
 * <p>With {@code ALL}, which is the default, {@code CLIENT UNPAUSE} is held back as well.
 */
final class ClientPauseCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("PAUSE")
            .args(1, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("2.9.50")
            .complexity("O(1)")
            .summary("Holds back commands of all clients for some time.")
            .arguments(
                    Argument.integer("timeout"),
                    Argument.oneOf("mode", Argument.keyword("WRITE"), Argument.keyword("ALL"))
                            .since("6.2.0")
                            .optional())
            .history("6.2.0", "Takes the option `WRITE`, and is no longer undone by a shorter pause.")
            .build();

    private static final ServerError NOT_A_TIME = ServerError.err("timeout is not an integer or out of range");
    private static final ServerError NEGATIVE = ServerError.err("timeout is negative");
    private static final ServerError NO_SUCH_MODE = ServerError.err("CLIENT PAUSE mode must be WRITE or ALL");

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() > 2) {
            throw HelpCommand.pointTo(request);
        }
        boolean writesOnly = request.size() == 2 && writesOnly(request.arg(1));
        long millis = millis(request.arg(0));
        long until = request.nowMillis() + millis;
        // A sum beyond 64 bits is a time long past in Redis, too: nobody is held back until the end of the world.
        if (until >= millis) {
            request.server().pauseClients(writesOnly, until);
        }
        reply.ok();
    }

    private static boolean writesOnly(Slice mode) {
        if (!mode.is("WRITE") && !mode.is("ALL")) {
            throw NO_SUCH_MODE;
        }
        return mode.is("WRITE");
    }

    private static long millis(Slice timeout) {
        if (!timeout.isLong()) {
            throw NOT_A_TIME;
        }
        if (timeout.asLong() < 0) {
            throw NEGATIVE;
        }
        return timeout.asLong();
    }
}
