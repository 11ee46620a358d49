package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.runtime.server.ConfiguredModule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The command modules that come with the server: those beside it on the module path or, for a program that embeds the
 * server, on the class path, where they are named by their package. They use the same service as plugins.
 */
final class BuiltInModules {

    private BuiltInModules() {}

    /** {@return all but the disabled ones, in the order of their ids} */
    static List<ConfiguredModule> load(Collection<String> disabled) {
        List<ConfiguredModule> modules = new ArrayList<>();
        ServiceLoader.load(CommandModule.class, BuiltInModules.class.getClassLoader()).stream()
                .filter(provider -> !disabled.contains(id(provider.type())))
                .forEach(provider -> modules.add(new ConfiguredModule(describe(provider.type()), provider.get())));
        modules.sort(Comparator.comparing(module -> module.description().id()));
        return modules;
    }

    private static String id(Class<?> type) {
        Module module = type.getModule();
        return module.isNamed() ? module.getName() : type.getPackageName();
    }

    private static Server.Module describe(Class<?> type) {
        Module module = type.getModule();
        if (!module.isNamed()) {
            return new Server.Module(id(type), "", "class path", true);
        }
        ModuleDescriptor descriptor = module.getDescriptor();
        String location = module.getLayer()
                .configuration()
                .findModule(module.getName())
                .map(ResolvedModule::reference)
                .flatMap(reference -> reference.location().map(URI::toString))
                .orElse("");
        return new Server.Module(id(type), descriptor.rawVersion().orElse(""), location, true);
    }
}
