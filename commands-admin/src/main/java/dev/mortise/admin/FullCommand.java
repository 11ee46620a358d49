package dev.mortise.admin;

import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.util.AbstractList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole command as the arguments of another one, the way {@code COMMAND GETKEYS} takes it: a command that has keys,
 * and a fitting number of arguments for it.
 *
 * @param command the command or subcommand
 * @param arguments those after its name, borrowed from the request
 */
record FullCommand(CommandInfo command, List<Slice> arguments) {

    private static final ServerError INVALID_COMMAND = ServerError.err("Invalid command specified");
    private static final ServerError NO_KEYS = ServerError.err("The command has no key arguments");
    private static final ServerError INVALID_COUNT =
            ServerError.err("Invalid number of arguments specified for command");

    /** {@return the command that the arguments of a request make up} The error says why they make up none with keys. */
    static FullCommand parse(Request request) {
        CommandInfo command = find(request);
        if (command == null) {
            throw INVALID_COMMAND;
        }
        if (command.spec().keys().stream()
                .allMatch(keys -> keys instanceof KeySpec.All || keys.flags().contains(KeyFlag.NOT_KEY))) {
            throw NO_KEYS;
        }
        int nameWords = CommandLookup.words(command);
        int arity = command.spec().arity(nameWords);
        if (arity > 0 ? request.size() != arity : request.size() < -arity) {
            throw INVALID_COUNT;
        }
        return new FullCommand(command, argumentsFrom(nameWords, request));
    }

    private static @Nullable CommandInfo find(Request request) {
        CommandInfo command = request.server().command(request.arg(0).utf8());
        if (command == null || command.subcommands().isEmpty() || request.size() == 1) {
            return command;
        }
        return CommandLookup.findSubcommand(command, request.arg(1).utf8());
    }

    /** A view, because a request may have a million arguments and only few of them are looked at. */
    private static List<Slice> argumentsFrom(int first, Request request) {
        return new AbstractList<>() {
            @Override
            public Slice get(int index) {
                return request.arg(first + index);
            }

            @Override
            public int size() {
                return request.size() - first;
            }
        };
    }

    /**
     * Visits the keys, spec by spec.
     *
     * @param visitor gets each key, borrowed until the next, and the spec that finds it
     */
    void forEachKey(BiConsumer<Slice, KeySpec> visitor) {
        for (KeySpec keys : command.spec().keys()) {
            for (int position : command.keyPositions(keys, arguments)) {
                visitor.accept(arguments.get(position), keys);
            }
        }
    }

    /** {@return how many keys there are} */
    int keyCount() {
        return command.keyPositions(arguments).size();
    }
}
