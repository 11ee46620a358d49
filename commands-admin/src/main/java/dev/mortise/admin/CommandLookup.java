package dev.mortise.admin;

import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds commands by the names that {@code COMMAND} takes and gives: {@code get}, {@code config|get}; in any case. */
final class CommandLookup {

    private CommandLookup() {}

    /** {@return the command or subcommand of a name, or null if there is none} */
    static @Nullable CommandInfo find(Server server, String name) {
        int bar = name.indexOf('|');
        if (bar < 0) {
            return server.command(name);
        }
        CommandInfo parent = server.command(name.substring(0, bar));
        return parent == null ? null : findSubcommand(parent, name.substring(bar + 1));
    }

    /** {@return the subcommand of a name, or null if there is none} */
    static @Nullable CommandInfo findSubcommand(CommandInfo parent, String name) {
        for (CommandInfo subcommand : parent.subcommands()) {
            if (subcommand.spec().name().equalsIgnoreCase(name)) {
                return subcommand;
            }
        }
        return null;
    }

    /** {@return what the names in the arguments stand for, null where one stands for nothing; every command if none} */
    static List<@Nullable CommandInfo> asked(Request request) {
        if (request.size() == 0) {
            return new ArrayList<>(request.server().commands());
        }
        List<@Nullable CommandInfo> found = new ArrayList<>(request.size());
        for (int i = 0; i < request.size(); i++) {
            found.add(find(request.server(), request.arg(i).utf8()));
        }
        return found;
    }

    /** Visits every command, and after each its subcommands. */
    static void forEach(Server server, Consumer<CommandInfo> visitor) {
        for (CommandInfo command : server.commands()) {
            visitor.accept(command);
            command.subcommands().forEach(visitor);
        }
    }

    /** {@return how many words the name of a command has: 2 for a subcommand} */
    static int words(CommandInfo command) {
        return command.fullName().indexOf('|') < 0 ? 1 : 2;
    }
}
