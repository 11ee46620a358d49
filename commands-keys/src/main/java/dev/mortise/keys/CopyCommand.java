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
import dev.mortise.api.Slice;

/**
 * {@code COPY source destination [DB destination-db] [REPLACE]}.
 *
 * <p>Copies a value with its expiry to another key, of this or another database. Replies 1, or 0 if there is nothing to
 * copy, or if something is there already and {@code REPLACE} is not given. Options are read before any key is looked
 * at, and may be repeated: the last database counts.
 */
final class CopyCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("COPY")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("keyspace")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS), KeySpec.at(1, KeyFlag.OW, KeyFlag.UPDATE))
            .group("generic")
            .since("6.2.0")
            .complexity("O(N) where N is the number of bytes of a string, or of elements of another value")
            .summary("Copies a value to another key.")
            .arguments(
                    Argument.key("source"),
                    Argument.key("destination"),
                    Argument.integer("destination-db").after("DB").optional(),
                    Argument.keyword("REPLACE").optional())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        int home = request.session().database();
        int database = home;
        boolean replace = false;
        for (int i = 2; i < request.size(); i++) {
            Slice option = request.arg(i);
            if (option.is("REPLACE")) {
                replace = true;
            } else if (option.is("DB") && i + 1 < request.size()) {
                database = DatabaseIndex.parse(request, request.arg(++i));
            } else {
                throw ServerError.syntax();
            }
        }
        if (database == home && request.arg(0).equals(request.arg(1))) {
            throw MoveCommand.SAME;
        }
        Entry source = request.lookUp(0);
        Entry target = request.entry(1, database);
        boolean allowed = source.exists() && (replace || !target.exists());
        if (allowed) {
            source.copyTo(target);
        }
        reply.integer(allowed ? 1 : 0);
    }
}
