package dev.mortise.runtime.plugin;

import dev.mortise.api.Server;
import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.server.ConfiguredModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the command modules of the server and of its plugins.
 *
 * <p><b>How it works.</b> In three rounds, so that an operator sees all that is wrong and half a plugin never runs:
 * descriptors are read and resolved; every plugin gets a layer of its own, and its class is loaded; and only when all
 * have passed are they instantiated. The first two are done {@linkplain OnAllProcessors several at a time}, the third
 * one by one, in the order of their ids. What they then register is checked together by whoever configures them.
 *
 * <p><b>Strict or not.</b> Strictly, one problem keeps the server from starting: a client that finds a command missing
 * has no way to tell why. Otherwise the plugin is left out, with a warning.
 *
 * <p>Used once, by the thread that starts the server.
 */
public final class PluginLoader {

    private static final System.Logger LOG = System.getLogger(PluginLoader.class.getName());

    private final PluginOptions options;
    private final PluginDirectory directory;
    private final List<PluginProblem> problems = new ArrayList<>();

    /**
     * For one start of the server.
     *
     * @param options what the operator says of plugins
     */
    public PluginLoader(PluginOptions options) {
        this.options = options;
        this.directory = new PluginDirectory(options.directory());
    }

    /**
     * {@return the server's own modules, then the plugins}
     *
     * @throws PluginProblems naming every plugin that cannot be loaded, if the operator is strict
     */
    public List<ConfiguredModule> load() throws PluginProblems {
        ModuleLayer server = PluginLoader.class.getModule().getLayer();
        OnAllProcessors<PluginCandidate> plugins = inspect(locations(), server);
        List<ConfiguredModule> modules = new ArrayList<>(BuiltInModules.load(options.disabled(), problems::add));
        if (server != null) {
            modules.addAll(loadPlugins(plugins.await(problems::add), server));
        }
        throwProblemsIfStrict();
        problems.forEach(problem -> LOG.log(System.Logger.Level.WARNING, "left out: " + problem));
        tellOfAbsent(modules);
        return modules;
    }

    /**
     * {@return the server's own modules, and no plugins but those on the class path of the program it is in}
     *
     * @throws PluginProblems naming every one that cannot be loaded, if the operator is strict
     */
    public List<ConfiguredModule> loadBuiltIn() throws PluginProblems {
        List<ConfiguredModule> modules = BuiltInModules.load(options.disabled(), problems::add);
        throwProblemsIfStrict();
        return modules;
    }

    /** {@return why plugins were left out; after {@link #load}, and only if the operator is not strict} */
    public List<PluginProblem> refused() {
        return List.copyOf(problems);
    }

    /** A name that nobody has may be a mistake, or a plugin that is out for the moment. */
    private void tellOfAbsent(List<ConfiguredModule> modules) {
        Set<String> known =
                modules.stream().map(module -> module.description().id()).collect(Collectors.toSet());
        problems.forEach(problem -> known.add(problem.plugin()));
        known.addAll(options.disabled());
        options.nativeAccess().stream().filter(id -> !known.contains(id)).forEach(id -> absent("nativeAccess", id));
        options.sha256().keySet().stream()
                .filter(id -> !known.contains(id))
                .sorted()
                .forEach(id -> absent("sha256", id));
    }

    private void absent(String parameter, String id) {
        LOG.log(
                System.Logger.Level.WARNING,
                "plugins." + parameter + " names '" + id + "', and there is no such plugin in " + directory.path());
    }

    private List<Path> locations() {
        try {
            if (directory.isWritableByOthers()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "every user of this machine can have the server run code: " + directory.path()
                                + " is writable by others; chmod o-w it");
            }
            return directory.plugins();
        } catch (IOException e) {
            problems.add(new PluginProblem(
                    "plugins.directory",
                    directory.path().toString(),
                    "cannot be read (" + e + ")",
                    "correct it or its permissions"));
            return List.of();
        }
    }

    private OnAllProcessors<PluginCandidate> inspect(List<Path> locations, @Nullable ModuleLayer server) {
        if (server == null) {
            locations.forEach(location -> problems.add(new PluginProblem(
                    String.valueOf(location.getFileName()),
                    location.toString(),
                    "plugins need the server on the module path, and it is on the class path",
                    "start it with -p instead of -cp, or have the plugin on the class path too")));
            return OnAllProcessors.nothing();
        }
        PluginInspection inspection = new PluginInspection(server);
        return OnAllProcessors.begin(
                locations,
                location -> {
                    PluginCandidate candidate = inspection.inspect(location);
                    if (!isDisabled(candidate)) {
                        checkPin(candidate);
                    }
                    return candidate;
                },
                PluginInspection::unexpected);
    }

    private List<ConfiguredModule> loadPlugins(List<PluginCandidate> inspected, ModuleLayer server)
            throws PluginProblems {
        List<PluginCandidate> candidates = withoutDoubles(
                inspected.stream().filter(candidate -> !isDisabled(candidate)).toList());
        candidates.forEach(PluginLoader::tellOfHidden);
        List<PluginLayer> layers = OnAllProcessors.begin(
                        candidates,
                        candidate -> define(candidate, server),
                        (candidate, thrown) -> candidate.problem(Fault.of(thrown, "loading its classes")))
                .await(problems::add);
        throwProblemsIfStrict();
        return instantiate(layers);
    }

    private boolean isDisabled(PluginCandidate candidate) {
        return options.disabled().contains(candidate.id());
    }

    private static void tellOfHidden(PluginCandidate candidate) {
        if (!candidate.hidden().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    candidate.location() + " brings " + String.join(", ", candidate.hidden())
                            + ", which the server has itself: the copy is not used and can be left out");
        }
    }

    /** Where one plugin is pinned all have to be: else whoever can add a file could have it run all the same. */
    private void checkPin(PluginCandidate candidate) throws PluginRefused {
        if (options.sha256().isEmpty()) {
            return;
        }
        String pin = options.sha256().get(candidate.id());
        String found;
        try {
            found = PluginHash.of(candidate.location());
        } catch (IOException e) {
            throw new PluginRefused(
                    candidate.problem("cannot be read (" + e.getMessage() + ")", "build or copy it again"));
        }
        if (pin == null) {
            throw new PluginRefused(candidate.problem(
                    "has no pin in plugins.sha256, where other plugins have one; found is " + found,
                    "if it is the one you want, set plugins.sha256." + candidate.id() + " = \"" + found + "\""));
        }
        if (!pin.toLowerCase(Locale.ROOT).equals(found)) {
            throw new PluginRefused(candidate.problem(
                    "is not the file that plugins.sha256 expects: found " + found + ", expected " + pin,
                    "copy the right one, or change the pin if you know where this one comes from"));
        }
    }

    /** Of two plugins of one id none is taken: which one was meant is for the operator to say. */
    private List<PluginCandidate> withoutDoubles(List<PluginCandidate> candidates) {
        Map<String, List<PluginCandidate>> byId = new TreeMap<>();
        candidates.forEach(candidate ->
                byId.computeIfAbsent(candidate.id(), _ -> new ArrayList<>()).add(candidate));
        List<PluginCandidate> single = new ArrayList<>();
        for (List<PluginCandidate> same : byId.values()) {
            PluginCandidate first = same.getFirst();
            if (same.size() == 1) {
                single.add(first);
            } else {
                List<Path> others =
                        same.stream().skip(1).map(PluginCandidate::location).toList();
                problems.add(first.problem("has the same id as " + others, "keep one of them"));
            }
        }
        return single;
    }

    private PluginLayer define(PluginCandidate candidate, ModuleLayer server) throws PluginRefused {
        PluginLayer layer = PluginLayer.define(candidate, server);
        if (options.nativeAccess().contains(candidate.id())) {
            layer.enableNativeAccess();
        }
        return layer;
    }

    private List<ConfiguredModule> instantiate(List<PluginLayer> layers) {
        List<ConfiguredModule> modules = new ArrayList<>();
        for (PluginLayer layer : layers) {
            PluginCandidate plugin = layer.plugin();
            try {
                Server.Module description = new Server.Module(
                        plugin.id(), plugin.version(), plugin.location().toString(), false);
                modules.add(new ConfiguredModule(description, layer.instantiate()));
            } catch (PluginRefused e) {
                problems.add(e.problem());
            }
        }
        return modules;
    }

    private void throwProblemsIfStrict() throws PluginProblems {
        problems.sort(Comparator.comparing(PluginProblem::location));
        if (options.strict() && !problems.isEmpty()) {
            throw new PluginProblems(problems);
        }
    }
}
