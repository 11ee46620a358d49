package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code COMMAND GETKEYS command [arg ...]} and {@code COMMAND GETKEYSANDFLAGS command [arg ...]}: the keys in a whole
 * command, as they stand or each with what the command does to it. Nothing is run.
 */
final class CommandGetKeysCommand implements Command {

    static final CommandSpec GETKEYS =
            spec("GETKEYS", "2.8.13", "Returns the keys among the words of a whole command.");
    static final CommandSpec GETKEYSANDFLAGS = spec(
            "GETKEYSANDFLAGS",
            "7.0.0",
            "Returns the keys among the words of a whole command, and what is done to them.");

    private static final ServerError INVALID_ARGUMENTS = ServerError.err("Invalid arguments specified for command");

    private final boolean withFlags;

    private CommandGetKeysCommand(boolean withFlags) {
        this.withFlags = withFlags;
    }

    /** {@return the command that tells the keys} */
    static CommandGetKeysCommand keys() {
        return new CommandGetKeysCommand(false);
    }

    /** {@return the command that tells the keys and what is done to them} */
    static CommandGetKeysCommand keysAndFlags() {
        return new CommandGetKeysCommand(true);
    }

    private static CommandSpec spec(String name, String since, String summary) {
        return CommandSpec.named(name)
                .args(2, CommandSpec.MANY)
                .flags(Flag.LOADING, Flag.STALE)
                .acl("connection")
                .group("server")
                .since(since)
                .complexity("O(N) where N is the number of arguments to the command")
                .summary(summary)
                .build();
    }

    @Override
    public void execute(Request request, Reply reply) {
        FullCommand full = FullCommand.parse(request);
        int count = full.keyCount();
        if (count == 0 && !full.command().spec().is(Flag.NO_MANDATORY_KEYS)) {
            throw INVALID_ARGUMENTS;
        }
        reply.array(count);
        full.forEachKey((key, spec) -> {
            if (withFlags) {
                reply.array(2);
                reply.bulk(key);
                CommandInfoWriter.writeFlags(spec.flags(), reply);
            } else {
                reply.bulk(key);
            }
        });
    }
}
