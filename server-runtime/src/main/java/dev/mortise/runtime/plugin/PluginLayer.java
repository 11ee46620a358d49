package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A plugin's modules in a layer of their own, with one class loader: plugins neither see each other's classes nor
 * those of libraries of the server, only what the server's modules export.
 *
 * <p>The parent of the loader is Java's platform loader, so nothing leaks in from a class path either; the API is
 * reached by reading its module. Layers live as long as the process: unloading cannot be promised, since one thread of
 * a plugin is enough to prevent it.
 */
final class PluginLayer {

    private final PluginCandidate plugin;
    private final ModuleLayer layer;

    private PluginLayer(PluginCandidate plugin, ModuleLayer layer) {
        this.plugin = plugin;
        this.layer = layer;
    }

    /** Runs no code of the plugin. */
    static PluginLayer define(PluginCandidate plugin, ModuleLayer server) throws PluginRefused {
        try {
            ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                            plugin.configuration(), List.of(server), ClassLoader.getPlatformClassLoader())
                    .layer();
            return new PluginLayer(plugin, layer);
        } catch (LayerInstantiationException e) {
            throw new PluginRefused(plugin.problem(
                    "its jars do not go together (" + e.getMessage() + ")",
                    "merge the jars that share a package, or drop one"));
        }
    }

    PluginCandidate plugin() {
        return plugin;
    }

    /** {@return the command module; its class is initialised and its constructor run} */
    // A plugin is a stranger: whatever its constructor throws is a fact about it, to be reported under its name.
    @SuppressWarnings("IllegalCatch")
    CommandModule instantiate() throws PluginRefused {
        ClassLoader loader = layer.findLoader(plugin.id());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            // The services of a layer come before those of its parents, and inspection found just one.
            return ServiceLoader.load(layer, CommandModule.class).iterator().next();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError | StackOverflowError e) {
            Throwable innermost = e;
            while (innermost.getCause() != null) {
                innermost = innermost.getCause();
            }
            throw new PluginRefused(plugin.problem(
                    "its command module cannot be created (" + innermost + ")",
                    "it needs a public class with a public constructor without parameters that succeeds"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
