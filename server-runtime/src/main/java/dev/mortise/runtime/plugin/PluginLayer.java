package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import dev.mortise.runtime.module.Fault;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

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

    /** Can open and export every module of the layer, and so leaves this class to nobody. */
    private final ModuleLayer.Controller controller;

    private final ServiceLoader.Provider<CommandModule> provider;

    private PluginLayer(PluginCandidate plugin, ModuleLayer.Controller controller) throws PluginRefused {
        this.plugin = plugin;
        this.layer = controller.layer();
        this.controller = controller;
        this.provider = provider(plugin, layer);
    }

    /** Loads the class of the command module, and runs no code of the plugin. */
    static PluginLayer define(PluginCandidate plugin, ModuleLayer server) throws PluginRefused {
        try {
            PluginLayer defined = new PluginLayer(
                    plugin,
                    ModuleLayer.defineModulesWithOneLoader(
                            plugin.configuration(), List.of(server), ClassLoader.getPlatformClassLoader()));
            defined.openToServer();
            return defined;
        } catch (LayerInstantiationException e) {
            throw new PluginRefused(plugin.problem(
                    "its jars do not go together (" + e.getMessage() + ")",
                    "merge the jars that share a package, or drop one"));
        }
    }

    @SuppressWarnings("IllegalCatch") // As in instantiate().
    private static ServiceLoader.Provider<CommandModule> provider(PluginCandidate plugin, ModuleLayer layer)
            throws PluginRefused {
        try {
            // The services of a layer come before those of its parents, and inspection found just one.
            return ServiceLoader.load(layer, CommandModule.class).stream()
                    .findFirst()
                    .orElseThrow();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError | StackOverflowError e) {
            throw new PluginRefused(plugin.problem(Fault.ofCreation(e)));
        }
    }

    /** So that the server can make records of the plugin's settings, which are as private as their author likes. */
    private void openToServer() {
        Module root = root();
        Set<String> packages = root.getPackages();
        packages.forEach(name -> controller.addOpens(root, name, PluginLayer.class.getModule()));
    }

    private Module root() {
        return layer.findModule(plugin.id()).orElseThrow();
    }

    /** Lets every module of the plugin call native code: which of them does is its author's affair. */
    // Restricted, because it hands on a right of the server's own; the operator has said so.
    @SuppressWarnings("restricted")
    void enableNativeAccess() throws PluginRefused {
        if (!PluginLayer.class.getModule().isNativeAccessEnabled()) {
            throw new PluginRefused(plugin.problem(
                    "is to call native code, which the server itself may not",
                    "start Java with --enable-native-access=dev.mortise.runtime, as bin/mortise does, or take it out of"
                            + " plugins.nativeAccess"));
        }
        layer.modules().forEach(controller::enableNativeAccess);
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
            return provider.get();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError | StackOverflowError e) {
            throw new PluginRefused(plugin.problem(Fault.ofCreation(e)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
