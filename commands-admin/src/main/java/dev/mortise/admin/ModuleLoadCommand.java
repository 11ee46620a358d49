package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code MODULE LOAD}, {@code LOADEX} and {@code UNLOAD}: refused, saying what to do instead.
 *
 * <p>Plugins are checked together and then fixed for the life of the server; that is what keeps the command table free
 * of locks. It also means that nobody who reaches the port can make the server run a file.
 */
final class ModuleLoadCommand implements Command {

    static final CommandSpec LOAD = spec("LOAD", "4.0.0", "Refused: plugins are loaded at start.")
            .args(1, CommandSpec.MANY)
            .arguments(
                    Argument.string("path"), Argument.string("arg").optional().many())
            .build();

    static final CommandSpec LOADEX = spec("LOADEX", "7.0.0", "Refused: plugins are loaded at start.")
            .args(1, CommandSpec.MANY)
            .arguments(
                    Argument.string("path"),
                    Argument.block("configs", Argument.string("name"), Argument.string("value"))
                            .optional()
                            .many()
                            .afterEach("CONFIG"),
                    Argument.block("args", Argument.string("arg"))
                            .after("ARGS")
                            .optional()
                            .many())
            .build();

    static final CommandSpec UNLOAD = spec("UNLOAD", "4.0.0", "Refused: plugins stay until the server stops.")
            .args(1)
            .arguments(Argument.string("name"))
            .build();

    private static CommandSpec.Builder spec(String name, String since, String summary) {
        return CommandSpec.named(name)
                .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING)
                .group("server")
                .since(since)
                .complexity("O(1)")
                .summary(summary);
    }

    @Override
    public void execute(Request request, Reply reply) {
        String directory = request.server().parameters().getOrDefault("plugins.directory", "plugins");
        throw ServerError.err("Plugins are loaded when the server starts and stay until it stops. Put the jar into the"
                + " directory '" + directory + "', or take it out, and restart the server.");
    }
}
