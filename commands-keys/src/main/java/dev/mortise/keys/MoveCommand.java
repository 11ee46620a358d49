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
 * {@code MOVE key db}: puts a key with its value and expiry into another database, under the same name. Replies 1, or 0
 * if there is no such key here or if there is one over there, which stays.
 */
final class MoveCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MOVE")
            .args(2)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("keyspace")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .group("generic")
            .since("1.0.0")
            .complexity("O(1), but for strings, of which the bytes are copied")
            .summary("Moves a key to another database.")
            .arguments(Argument.key("key"), Argument.integer("db"))
            .build();

    static final ServerError SAME = ServerError.err("source and destination objects are the same");

    @Override
    public void execute(Request request, Reply reply) {
        int database = DatabaseIndex.parse(request, request.arg(1));
        if (database == request.session().database()) {
            throw SAME;
        }
        Entry source = request.entry(0);
        Entry target = request.entry(0, database);
        boolean allowed = source.exists() && !target.exists();
        if (allowed) {
            source.moveTo(target);
        }
        reply.integer(allowed ? 1 : 0);
    }
}
