package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * {@code MIGRATE host port key | "" destination-db timeout [COPY] [REPLACE] [AUTH password | AUTH2 username password]
 * [KEYS key [key ...]]}: moves keys to another server, or copies them there.
 *
 * <p>Here the request is looked at, and whether there is anything to move; the moving itself, which waits for the other
 * server, is a {@link Migration}.
 */
final class MigrateCommand implements Command {

    private static final KeySpec KEY = KeySpec.at(MigrateOptions.KEY, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE);
    private static final KeySpec KEYS =
            KeySpec.after("KEYS", -2, -1, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE, KeyFlag.INCOMPLETE);

    static final CommandSpec SPEC = CommandSpec.named("MIGRATE")
            .args(5, CommandSpec.MANY)
            .flags(Flag.WRITE)
            .acl("keyspace", "dangerous")
            .keys(KEY, KEYS)
            .keysFoundBy(MigrateCommand::findKeys)
            .group("generic")
            .since("2.6.0")
            .complexity("O(N) where N is the size of the values, which travel between the servers")
            .summary("Moves keys to another server.")
            .tips("nondeterministic_output")
            .arguments(
                    Argument.string("host"),
                    Argument.integer("port"),
                    Argument.oneOf("key_or_empty_string", Argument.key("key"), Argument.empty("empty_string")),
                    Argument.integer("destination-db"),
                    Argument.integer("timeout"),
                    Argument.keyword("COPY").since("3.0.0").optional(),
                    Argument.keyword("REPLACE").since("3.0.0").optional(),
                    Argument.oneOf(
                                    "authentication",
                                    Argument.string("password")
                                            .after("AUTH")
                                            .since("4.0.7")
                                            .optional(),
                                    Argument.block(
                                                    "username_password",
                                                    Argument.string("username"),
                                                    Argument.string("password"))
                                            .after("AUTH2")
                                            .since("6.0.0")
                                            .optional())
                            .optional(),
                    Argument.key("key").after("KEYS").since("3.0.6").optional().many())
            .history("3.0.0", "Takes `COPY` and `REPLACE`.")
            .history("3.0.6", "Takes `KEYS`.")
            .history("4.0.7", "Takes `AUTH`.")
            .history("6.0.0", "Takes `AUTH2`.")
            .build();

    /** It is the target's silence that has a limit, and a client that has enough of it can leave. */
    private static final Duration LIMIT = Duration.ofDays(1);

    @Override
    public void execute(Request request, Reply reply) {
        MigrateOptions options = MigrateOptions.parse(request);
        List<Slice> present = new ArrayList<>();
        for (int k = 0; k < options.keys(); k++) {
            if (request.lookUp(k).exists()) {
                present.add(Slice.of(request.key(k).toBytes()));
            }
        }
        if (present.isEmpty()) {
            reply.status(Migration.NOTHING_MOVED);
            return;
        }
        request.async(LIMIT, new Migration(options, request.session().database(), present));
    }

    /**
     * The keys stand after {@code KEYS}, which may be a password as well, and the one at the fixed place is none then.
     */
    private static void findKeys(List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
        int keyword = MigrateOptions.FIRST;
        while (keyword < arguments.size() && !arguments.get(keyword).is("KEYS")) {
            keyword += 1 + MigrateOptions.values(arguments.get(keyword));
        }
        if (keyword + 1 >= arguments.size()) {
            found.accept(KEY, MigrateOptions.KEY);
        } else if (arguments.get(MigrateOptions.KEY).isEmpty()) {
            for (int i = keyword + 1; i < arguments.size(); i++) {
                found.accept(KEY, i);
            }
        }
    }
}
