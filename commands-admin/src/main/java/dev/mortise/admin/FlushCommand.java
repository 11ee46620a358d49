package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code FLUSHDB [ASYNC | SYNC]} and {@code FLUSHALL [ASYNC | SYNC]}: removes every key of the chosen database, or of
 * all.
 *
 * <p>Both options do the same. In Redis they decide whether values are freed one by one at once or later; here the
 * memory of a database is given back as a whole, and there is nothing to put off.
 */
final class FlushCommand implements Command {

    static final CommandSpec FLUSHDB = spec(
            "FLUSHDB",
            "O(N) where N is the number of keys in the selected database",
            "Removes every key of the chosen database.");
    static final CommandSpec FLUSHALL = spec(
            "FLUSHALL",
            "O(N) where N is the total number of keys in all databases",
            "Removes every key of every database.");

    private final boolean everyDatabase;

    private FlushCommand(boolean everyDatabase) {
        this.everyDatabase = everyDatabase;
    }

    /** {@return the command that empties the chosen database} */
    static FlushCommand ofDatabase() {
        return new FlushCommand(false);
    }

    /** {@return the command that empties all databases} */
    static FlushCommand ofAllDatabases() {
        return new FlushCommand(true);
    }

    private static CommandSpec spec(String name, String complexity, String summary) {
        return CommandSpec.named(name)
                .args(0, CommandSpec.MANY)
                .flags(Flag.WRITE)
                .keys(KeySpec.all(KeyFlag.RM, KeyFlag.DELETE))
                .acl("keyspace", "dangerous")
                .group("server")
                .since("1.0.0")
                .complexity(complexity)
                .summary(summary)
                .arguments(Argument.oneOf(
                                "async",
                                Argument.keyword("ASYNC").since("4.0.0"),
                                Argument.keyword("SYNC").since("6.2.0"))
                        .optional())
                .tips("request_policy:all_shards", "response_policy:all_succeeded")
                .history("4.0.0", "Takes `ASYNC`.")
                .history("6.2.0", "Takes `SYNC`.")
                .build();
    }

    @Override
    public void execute(Request request, Reply reply) {
        checkOption(request);
        Keyspace keyspace = request.keyspace();
        if (everyDatabase) {
            for (int database = 0; database < keyspace.databases(); database++) {
                keyspace.clear(database);
            }
        } else {
            keyspace.clear(request.session().database());
        }
        reply.ok();
    }

    private static void checkOption(Request request) {
        boolean valid = switch (request.size()) {
            case 0 -> true;
            case 1 -> request.arg(0).is("ASYNC") || request.arg(0).is("SYNC");
            default -> false;
        };
        if (!valid) {
            throw ServerError.syntax();
        }
    }
}
