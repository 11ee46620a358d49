package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Glob;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * {@code COMMAND LIST [FILTERBY MODULE module-name | ACLCAT category | PATTERN pattern]}: the names of all commands and
 * subcommands that fit.
 */
final class CommandListCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LIST")
            .args(0, CommandSpec.MANY)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("server")
            .since("7.0.0")
            .complexity("O(N) where N is the total number of Redis commands")
            .summary("Returns the names of the commands, all or those that fit a filter.")
            .arguments(Argument.oneOf(
                            "filterby",
                            Argument.string("module-name").after("MODULE"),
                            Argument.string("category").after("ACLCAT"),
                            Argument.pattern("pattern").after("PATTERN"))
                    .after("FILTERBY")
                    .optional())
            .tips("nondeterministic_output_order")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Predicate<CommandInfo> filter = filter(request);
        int mark = reply.openArray();
        CommandLookup.forEach(request.server(), command -> {
            if (filter.test(command)) {
                reply.bulk(command.fullName());
            }
        });
        reply.closeArray(mark);
    }

    private static Predicate<CommandInfo> filter(Request request) {
        if (request.size() == 0) {
            return _ -> true;
        }
        if (request.size() != 3 || !request.arg(0).is("FILTERBY")) {
            throw ServerError.syntax();
        }
        return filter(request.arg(1), request.arg(2));
    }

    private static Predicate<CommandInfo> filter(Slice kind, Slice value) {
        if (kind.is("MODULE")) {
            String id = value.utf8();
            return command -> command.module().id().equals(id);
        }
        if (kind.is("ACLCAT")) {
            String category = "@" + value.utf8().toLowerCase(Locale.ROOT);
            return command -> AclCategories.of(command.spec()).contains(category);
        }
        if (kind.is("PATTERN")) {
            Glob pattern = Glob.of(value).ignoringCase();
            return command -> pattern.matches(Slice.of(command.fullName()));
        }
        throw ServerError.syntax();
    }
}
