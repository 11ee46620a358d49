package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code RENAME key newkey} and {@code RENAMENX key newkey}.
 *
 * <p>Put a value with its expiry under another key. {@code RENAME} replaces what is there and replies {@code OK};
 * {@code RENAMENX} leaves it and replies 0, or 1 if the key was renamed. A key that does not exist is an error, even if
 * it is to keep its name; one that does and is to keep its name is not touched.
 */
final class RenameCommand implements Command {

    static final CommandSpec RENAME = spec("RENAME", KeyFlag.UPDATE)
            .summary("Puts a value under another key, and replaces what is there.")
            .build();

    static final CommandSpec RENAMENX = spec("RENAMENX", KeyFlag.INSERT)
            .flags(Flag.FAST)
            .summary("Puts a value under another key, unless something is there.")
            .history("3.2.0", "Replies 0 instead of an error if both names are the same.")
            .build();

    private static final ServerError NO_SUCH_KEY = ServerError.err("no such key");

    private final boolean replaces;

    private RenameCommand(boolean replaces) {
        this.replaces = replaces;
    }

    static RenameCommand replacing() {
        return new RenameCommand(true);
    }

    static RenameCommand keeping() {
        return new RenameCommand(false);
    }

    private static CommandSpec.Builder spec(String name, KeyFlag effectOnTarget) {
        return CommandSpec.named(name)
                .args(2)
                .flags(Flag.WRITE)
                .acl("keyspace")
                .keys(
                        KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE),
                        KeySpec.at(1, KeyFlag.OW, effectOnTarget))
                .group("generic")
                .since("1.0.0")
                .complexity("O(1), but for strings, of which the bytes are copied")
                .arguments(Argument.key("key"), Argument.key("newkey"));
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry source = request.entry(0);
        if (!source.exists()) {
            throw NO_SUCH_KEY;
        }
        Entry target = request.entry(1);
        boolean allowed = replaces || !target.exists();
        if (allowed) {
            // To the same key nothing happens.
            source.moveTo(target);
        }
        if (replaces) {
            reply.ok();
        } else {
            reply.integer(allowed ? 1 : 0);
        }
    }
}
