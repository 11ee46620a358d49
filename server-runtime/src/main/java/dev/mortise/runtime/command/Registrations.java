package dev.mortise.runtime.command;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.InfoSection;
import dev.mortise.api.Server;
import dev.mortise.api.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what all modules register, checks it as a whole, and freezes it into a {@link CommandTable}.
 *
 * <p>Nothing is visible before {@link #freeze}: either all registrations hold, or the server does not start and every
 * problem is named at once. Used by the thread that starts the server.
 */
public final class Registrations {

    private record Staged(
            CommandSpec spec,
            @Nullable Command body,
            Server.Module module,
            @Nullable String parent) {}

    private final List<Staged> staged = new ArrayList<>();
    private final Map<String, ValueType<?>> types = new LinkedHashMap<>();
    private final Map<String, InfoSection> infoSections = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> overrides;

    /** @param overrides which module's command to take where several define it: module id by command name */
    public Registrations(Map<String, String> overrides) {
        this.overrides = Map.copyOf(overrides);
    }

    void stage(CommandSpec spec, @Nullable Command body, Server.Module module, @Nullable String parent) {
        staged.add(new Staged(spec, body, module, parent));
    }

    void stageType(ValueType<?> type, Server.Module module) {
        if (!module.builtIn() && !type.name().contains("@")) {
            problems.add("value type '%s' of %s: names without '@' are the server's own; call it '%s@...'"
                    .formatted(type.name(), module.id(), type.name()));
        } else if (type.version() < 0 || type.version() > ValueType.HIGHEST_VERSION) {
            problems.add("value type '%s' of %s: version %d; versions go from 0 to %d"
                    .formatted(type.name(), module.id(), type.version(), ValueType.HIGHEST_VERSION));
        } else if (types.putIfAbsent(type.name(), type) != null) {
            problems.add("value type '%s' of %s is defined twice".formatted(type.name(), module.id()));
        }
    }

    void stageInfo(String title, InfoSection section, Server.Module module) {
        if (infoSections.putIfAbsent(title, section) != null) {
            problems.add("INFO section '%s' of %s is defined twice".formatted(title, module.id()));
        }
    }

    /** {@return whether there are types of values other than strings} */
    public boolean definesTypes() {
        return !types.isEmpty();
    }

    public Map<String, InfoSection> infoSections() {
        return infoSections;
    }

    /** {@return what is wrong, one sentence each; known after {@link #freeze}} */
    public List<String> problems() {
        return problems;
    }

    /**
     * {@return the table of all commands}
     *
     * <p>Complete only if {@link #problems()} is empty.
     */
    public CommandTable freeze() {
        Map<String, Staged> chosen = new LinkedHashMap<>();
        for (Staged command : staged) {
            if (command.parent() == null) {
                choose(chosen, command);
            }
        }
        int index = 0;
        List<RegisteredCommand> commands = new ArrayList<>();
        for (Staged command : chosen.values()) {
            List<RegisteredCommand> subcommands = new ArrayList<>();
            for (Staged sub : staged) {
                if (command.spec().name().equals(sub.parent()) && sub.module().equals(command.module())) {
                    subcommands.add(new RegisteredCommand(
                            sub.spec(), sub.body(), sub.module(), sub.parent(), index++, List.of()));
                }
            }
            commands.add(new RegisteredCommand(
                    command.spec(), command.body(), command.module(), null, index++, subcommands));
        }
        reportOrphans(chosen);
        return new CommandTable(commands);
    }

    private void choose(Map<String, Staged> chosen, Staged command) {
        String name = command.spec().name();
        String id = command.module().id();
        @Nullable String override = overrides.get(name);
        if (override != null && !override.equals(id)) {
            return;
        }
        if (override == null && !command.module().builtIn() && !name.contains(".")) {
            problems.add(("command %s of '%s': names without a dot are the server's own; call it '<name>.%s', or set "
                            + "plugins.override.%s = \"%s\" to put it in the place of the server's")
                    .formatted(name, id, name, name, id));
            return;
        }
        Staged other = chosen.putIfAbsent(name, command);
        if (other != null) {
            problems.add("command %s is defined by both '%s' and '%s'; set plugins.override.%s = \"%s\" to choose"
                    .formatted(name, other.module().id(), id, name, id));
        }
    }

    private void reportOrphans(Map<String, Staged> chosen) {
        for (Staged sub : staged) {
            if (sub.parent() != null && !chosen.containsKey(sub.parent())) {
                problems.add("subcommand %s %s of '%s': there is no command %s"
                        .formatted(sub.parent(), sub.spec().name(), sub.module().id(), sub.parent()));
            }
        }
        overrides.forEach((name, id) -> {
            if (!chosen.containsKey(name)) {
                problems.add(
                        "plugins.override.%s = \"%s\": no module of that name defines the command".formatted(name, id));
            }
        });
    }
}
