package dev.mortise.runtime.command;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.InfoSection;
import dev.mortise.api.JournalListener;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Persistence;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.isolation.BorrowWatch;
import dev.mortise.runtime.isolation.GuardedSection;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.module.PluginProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what all modules register, checks it as a whole, and freezes it into a {@link CommandTable}.
 *
 * <p>Nothing is visible before {@link #freeze}: either all registrations hold, or every problem is named at once, with
 * the module that has it. Whoever wants to go on without such a module {@linkplain #withdraw withdraws} it, all that it
 * registered, and freezes again. Used by the thread that starts the server.
 */
public final class Registrations {

    private record Staged(
            CommandSpec spec,
            @Nullable Command body,
            Server.Module module,
            @Nullable String parent) {}

    private record StagedType(ValueType<?> type, Server.Module module) {}

    private record StagedInfo(String title, InfoSection section, Server.Module module) {}

    private record StagedField(String name, LongSupplier value, Server.Module module) {}

    private record StagedListener(Set<KeyEvent.Kind> kinds, KeyListener listener, Server.Module module) {}

    private record StagedJournal(JournalListener listener, Server.Module module) {}

    private record StagedCategory(String name, Server.Module module) {}

    private static final Pattern CATEGORY = Pattern.compile("[a-z][a-z0-9._-]*");

    private final List<Staged> staged = new ArrayList<>();
    private final List<StagedType> stagedTypes = new ArrayList<>();
    private final List<StagedInfo> stagedInfo = new ArrayList<>();
    private final List<StagedCategory> stagedCategories = new ArrayList<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Map<String, ValueType<?>> types = new LinkedHashMap<>();
    private final Map<String, InfoSection> infoSections = new LinkedHashMap<>();
    private @Nullable Persistence persistence;
    private String persistenceModule = "";
    private final List<StagedField> stagedFields = new ArrayList<>();
    private final Map<String, LongSupplier> infoFields = new LinkedHashMap<>();
    private final List<PluginProblem> problems = new ArrayList<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Extensions extensions;
    private final BorrowWatch watch;
    private final List<StagedListener> keyListeners = new ArrayList<>();
    private final List<StagedJournal> journalListeners = new ArrayList<>();
    private final PluginFailures failures;

    /** @param overrides which module's command to take where several define it: module id by command name */
    public Registrations(Map<String, String> overrides) {
        this(overrides, BorrowWatch.OFF, new PluginFailures(System::nanoTime));
    }

    /**
     * @param overrides which module's command to take where several define it: module id by command name
     * @param watch whether what the modules borrow is watched
     * @param failures is told what a section of {@code INFO} throws
     */
    public Registrations(Map<String, String> overrides, BorrowWatch watch, PluginFailures failures) {
        overrides.forEach((name, id) -> this.overrides.put(name.toUpperCase(Locale.ROOT), id));
        this.watch = watch;
        this.failures = failures;
        this.extensions = new Extensions(watch);
    }

    /** {@return what is registered besides commands and types} */
    public Extensions extensions() {
        return extensions;
    }

    /** Forgets what a module has registered or will: it is left out. */
    public void withdraw(String moduleId) {
        withdrawn.add(moduleId);
        extensions.withdraw(moduleId);
        staged.removeIf(command -> command.module().id().equals(moduleId));
        stagedTypes.removeIf(type -> type.module().id().equals(moduleId));
        stagedInfo.removeIf(info -> info.module().id().equals(moduleId));
        stagedFields.removeIf(field -> field.module().id().equals(moduleId));
        keyListeners.removeIf(each -> each.module().id().equals(moduleId));
        journalListeners.removeIf(each -> each.module().id().equals(moduleId));
        stagedCategories.removeIf(category -> category.module().id().equals(moduleId));
    }

    void stage(CommandSpec spec, @Nullable Command body, Server.Module module, @Nullable String parent) {
        staged.add(new Staged(spec, body == null ? null : watch.around(body), module, parent));
    }

    void stageType(ValueType<?> type, Server.Module module) {
        stagedTypes.add(new StagedType(type, module));
    }

    void stageInfo(String title, InfoSection section, Server.Module module) {
        stagedInfo.add(new StagedInfo(title, new GuardedSection(title, section, module, failures), module));
    }

    void stageInfoField(String name, LongSupplier value, Server.Module module) {
        stagedFields.add(new StagedField(name, () -> guarded(name, value, module), module));
    }

    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    private long guarded(String name, LongSupplier value, Server.Module module) {
        try {
            return value.getAsLong();
        } catch (Throwable failure) {
            ServerError _ = failures.note(module, "field " + name + " of INFO", failure);
            return 0;
        }
    }

    private void checkInfoFields() {
        for (StagedField each : stagedFields) {
            if (!InfoFields.PUBSUB.contains(each.name())) {
                problem(
                        each.module(),
                        "INFO has no field '%s' that a module fills".formatted(each.name()),
                        "add a section of its own with Setup.info");
            } else if (infoFields.putIfAbsent(each.name(), each.value()) != null) {
                problem(
                        each.module(),
                        "INFO field '%s' is filled twice".formatted(each.name()),
                        "leave it to one of them");
            }
        }
    }

    /** {@return the fields of the server's own sections of {@code INFO} that modules fill; known after the freeze} */
    public InfoFields infoFields() {
        return new InfoFields(infoFields);
    }

    void stageCategory(String name, Server.Module module) {
        stagedCategories.add(new StagedCategory(name, module));
    }

    private void checkCategories() {
        Set<String> known = new HashSet<>(CommandSpec.REDIS_CATEGORIES);
        for (StagedCategory each : stagedCategories) {
            if (!CATEGORY.matcher(each.name()).matches()) {
                problem(
                        each.module(),
                        "access control category '%s'".formatted(each.name()),
                        "use small letters, digits, '-', '_' and '.', a letter first");
            } else if (!known.add(each.name())) {
                problem(
                        each.module(),
                        "access control category '%s' is there already".formatted(each.name()),
                        "rename it, or use it without declaring it");
            }
        }
        for (Staged command : staged) {
            for (String category : command.spec().aclCategories()) {
                if (!known.contains(category)) {
                    problem(
                            command.module(),
                            "command %s: there is no access control category '%s'"
                                    .formatted(command.spec().name(), category),
                            "correct it, or declare it with Setup.aclCategory");
                }
            }
        }
    }

    private void checkTypes() {
        for (StagedType each : stagedTypes) {
            String name = each.type().name();
            if (!each.module().builtIn() && !name.contains("@")) {
                problem(
                        each.module(),
                        "value type '%s': names without '@' are the server's own".formatted(name),
                        "call it '%s@...'".formatted(name));
            } else if (each.type().version() < 0 || each.type().version() > ValueType.HIGHEST_VERSION) {
                problem(
                        each.module(),
                        "value type '%s' has version %d"
                                .formatted(name, each.type().version()),
                        "number its versions from 0 to %d".formatted(ValueType.HIGHEST_VERSION));
            } else if (types.putIfAbsent(name, each.type()) != null) {
                problem(each.module(), "value type '%s' is defined twice".formatted(name), "rename one of them");
            }
        }
    }

    private void checkInfo() {
        for (StagedInfo each : stagedInfo) {
            if (infoSections.putIfAbsent(each.title(), each.section()) != null) {
                problem(
                        each.module(),
                        "INFO section '%s' is defined twice".formatted(each.title()),
                        "rename one of them");
            }
        }
    }

    private void problem(Server.Module module, String cause, String remedy) {
        problems.add(new PluginProblem(module.id(), module.location(), cause, remedy));
    }

    void stageKeyListener(Set<KeyEvent.Kind> kinds, KeyListener listener, Server.Module module) {
        keyListeners.add(new StagedListener(Set.copyOf(kinds), listener, module));
    }

    void stageJournal(JournalListener listener, Server.Module module) {
        journalListeners.add(new StagedJournal(listener, module));
    }

    /** Has everybody told who wants to know what changes. */
    public void addListenersTo(Consequences consequences) {
        keyListeners.forEach(each -> consequences.listen(each.kinds(), each.listener()));
        journalListeners.forEach(each -> consequences.listen(each.listener(), each.module()));
    }

    void stagePersistence(Persistence keeper, Server.Module module) {
        if (persistence != null) {
            problem(
                    module,
                    "snapshots are kept by both '%s' and '%s'".formatted(persistenceModule, module.id()),
                    "name one of them in plugins.disabled");
        }
        persistence = keeper;
        persistenceModule = module.id();
    }

    /** {@return what keeps snapshots, or null if nothing does} */
    public @Nullable Persistence persistence() {
        return persistence;
    }

    /** {@return the types of values other than strings} */
    public Collection<ValueType<?>> types() {
        return List.copyOf(types.values());
    }

    /** {@return the sections of {@code INFO}, by their titles; known after {@link #freeze}} */
    public Map<String, InfoSection> infoSections() {
        return infoSections;
    }

    /** {@return what is wrong; known after {@link #freeze}} */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * {@return the table of all commands}
     *
     * <p>Complete only if {@link #problems()} is empty.
     */
    public CommandTable freeze() {
        problems.clear();
        types.clear();
        infoSections.clear();
        infoFields.clear();
        checkTypes();
        checkInfo();
        checkInfoFields();
        checkCategories();
        Map<String, Staged> chosen = new LinkedHashMap<>();
        Map<String, List<Staged>> byParent = new HashMap<>();
        for (Staged command : staged) {
            String parent = command.parent();
            if (parent == null) {
                choose(chosen, command);
            } else {
                byParent.computeIfAbsent(parent, _ -> new ArrayList<>()).add(command);
            }
        }
        int index = 0;
        List<RegisteredCommand> commands = new ArrayList<>();
        for (Staged command : chosen.values()) {
            List<RegisteredCommand> subcommands = new ArrayList<>();
            for (Staged sub : byParent.getOrDefault(command.spec().name(), List.of())) {
                if (sub.module().id().equals(command.module().id())) {
                    subcommands.add(new RegisteredCommand(
                            sub.spec(), sub.body(), sub.module(), sub.parent(), index++, List.of()));
                }
            }
            commands.add(new RegisteredCommand(
                    command.spec(), command.body(), command.module(), null, index++, subcommands));
        }
        reportOrphans(chosen);
        extensions.bind(commands, this::problem);
        return new CommandTable(commands);
    }

    private void choose(Map<String, Staged> chosen, Staged command) {
        String name = command.spec().name();
        String id = command.module().id();
        @Nullable String override = overrides.get(name);
        boolean overridden = override != null && !withdrawn.contains(override);
        if (overridden && !id.equals(override)) {
            return;
        }
        if (!overridden && !command.module().builtIn() && !name.contains(".")) {
            problem(
                    command.module(),
                    "command %s: names without a dot are the server's own".formatted(name),
                    "call it '<name>.%s', or set plugins.override.%s = \"%s\" to put it in the place of the server's"
                            .formatted(name, name, id));
            return;
        }
        Staged other = chosen.putIfAbsent(name, command);
        if (other == null) {
            return;
        }
        if (other.module().id().equals(id)) {
            problem(command.module(), "command %s is defined twice".formatted(name), "rename one of them");
        } else {
            problem(
                    command.module(),
                    "command %s is defined by both '%s' and '%s'"
                            .formatted(name, other.module().id(), id),
                    "set plugins.override.%s = \"%s\" to choose".formatted(name, id));
        }
    }

    private static boolean isParent(Staged command, String name, Server.Module module) {
        return command.parent() == null
                && command.spec().name().equals(name)
                && command.module().id().equals(module.id());
    }

    private void reportOrphans(Map<String, Staged> chosen) {
        for (Staged sub : staged) {
            String parent = sub.parent();
            // What became of a parent of the same module has been said already.
            if (parent != null && staged.stream().noneMatch(each -> isParent(each, parent, sub.module()))) {
                String cause = chosen.containsKey(parent) ? "%s is another module's" : "there is no command %s";
                problem(
                        sub.module(),
                        "subcommand %s %s: ".formatted(parent, sub.spec().name()) + cause.formatted(parent),
                        "have the same module register it");
            }
        }
        overrides.forEach((name, id) -> {
            if (!chosen.containsKey(name) && !withdrawn.contains(id)) {
                problems.add(new PluginProblem(
                        id,
                        "plugins.override." + name,
                        "no module of that name defines the command",
                        "put the plugin back, or take the override out"));
            }
        });
    }
}
