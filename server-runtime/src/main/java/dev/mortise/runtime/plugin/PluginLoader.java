package dev.mortise.runtime.plugin;

import dev.mortise.api.Server;
import dev.mortise.runtime.server.ConfiguredModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the command modules of the server and of its plugins.
 *
 * <p><b>How it works.</b> In three rounds, so that an operator sees all that is wrong and half a plugin never runs:
 * descriptors are read and resolved; every plugin gets a layer of its own; and only when all have passed are they
 * instantiated. What they then register is checked together by whoever configures them.
 *
 * <p><b>Strict or not.</b> Strictly, one problem keeps the server from starting: a client that finds a command missing
 * has no way to tell why. Otherwise the plugin is left out, with a warning.
 *
 * <p>Used once, by the thread that starts the server.
 */
public final class PluginLoader {

    private static final System.Logger LOG = System.getLogger(PluginLoader.class.getName());

    private final PluginDirectory directory;
    private final Collection<String> disabled;
    private final List<PluginProblem> problems = new ArrayList<>();

    /**
     * For one start of the server.
     *
     * @param directory where plugins are; may be missing
     * @param disabled the ids of modules that are not to be loaded
     */
    public PluginLoader(Path directory, Collection<String> disabled) {
        this.directory = new PluginDirectory(directory);
        this.disabled = List.copyOf(disabled);
    }

    /**
     * {@return the server's own modules, then the plugins}
     *
     * @param strict whether a problem is thrown, or logged while the plugin is left out
     * @throws PluginProblems naming every plugin that cannot be loaded, if strict
     */
    public List<ConfiguredModule> load(boolean strict) throws PluginProblems {
        List<ConfiguredModule> modules = new ArrayList<>(BuiltInModules.load(disabled));
        List<Path> locations = locations();
        if (!locations.isEmpty()) {
            modules.addAll(loadPlugins(locations, strict));
        }
        report(strict);
        return modules;
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
                    directory.path(),
                    "cannot be read (" + e + ")",
                    "correct it or its permissions"));
            return List.of();
        }
    }

    private List<ConfiguredModule> loadPlugins(List<Path> locations, boolean strict) throws PluginProblems {
        ModuleLayer server = PluginLoader.class.getModule().getLayer();
        if (server == null) {
            locations.forEach(location -> problems.add(new PluginProblem(
                    String.valueOf(location.getFileName()),
                    location,
                    "plugins need the server on the module path, and it is on the class path",
                    "start it with -p instead of -cp, or have the plugin on the class path too")));
            return List.of();
        }
        List<PluginLayer> layers = define(withoutDoubles(inspect(locations, new PluginInspection(server))), server);
        if (strict) {
            report(true);
        }
        return instantiate(layers);
    }

    private List<PluginCandidate> inspect(List<Path> locations, PluginInspection inspection) {
        List<PluginCandidate> candidates = new ArrayList<>();
        for (Path location : locations) {
            try {
                PluginCandidate candidate = inspection.inspect(location);
                if (!disabled.contains(candidate.id())) {
                    candidates.add(candidate);
                }
            } catch (PluginRefused e) {
                problems.add(e.problem());
            }
        }
        return candidates;
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

    private List<PluginLayer> define(List<PluginCandidate> candidates, ModuleLayer server) {
        List<PluginLayer> layers = new ArrayList<>();
        for (PluginCandidate candidate : candidates) {
            try {
                layers.add(PluginLayer.define(candidate, server));
            } catch (PluginRefused e) {
                problems.add(e.problem());
            }
        }
        return layers;
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

    private void report(boolean strict) throws PluginProblems {
        problems.sort(Comparator.comparing(PluginProblem::location));
        if (strict && !problems.isEmpty()) {
            throw new PluginProblems(problems);
        }
        problems.forEach(problem -> LOG.log(System.Logger.Level.WARNING, "left out: " + problem));
    }
}
