package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code QUIT} and {@code EXIT}: closes the connection once everything asked before is answered.
 *
 * <p>{@code EXIT} is not a command of Redis; it is what people type at a prompt.
 */
final class QuitCommand implements Command {

    static final CommandSpec QUIT = spec("QUIT", "1.0.0", "Closes the connection.");
    static final CommandSpec EXIT = spec("EXIT", "0.1.0", "Closes the connection, as QUIT does.");

    @Override
    public void execute(Request request, Reply reply) {
        reply.ok();
        request.session().closeAfterReply();
    }

    private static CommandSpec spec(String name, String since, String summary) {
        return CommandSpec.named(name)
                .args(0, CommandSpec.MANY)
                .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.NO_AUTH, Flag.ALLOW_BUSY)
                .acl("connection")
                .group("connection")
                .since(since)
                .complexity("O(1)")
                .summary(summary)
                .build();
    }
}
