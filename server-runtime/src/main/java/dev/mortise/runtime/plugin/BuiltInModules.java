package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.server.ConfiguredModule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * The command modules that come with the server: those beside it on the module path or, for a program that embeds the
 * server, on the class path, where they are named by their package. They use the same service as plugins.
 */
final class BuiltInModules {

    private static final String CLASS_PATH = "class path";

    private BuiltInModules() {}

    /**
     * {@return all but the disabled ones, in the order of their ids}
     *
     * @param refused is told of those that cannot be created: what a program has on its class path is as strange as
     *     any plugin
     */
    static List<ConfiguredModule> load(Collection<String> disabled, Consumer<PluginProblem> refused) {
        return load(BuiltInModules.class.getClassLoader(), disabled, refused);
    }

    static List<ConfiguredModule> load(
            ClassLoader loader, Collection<String> disabled, Consumer<PluginProblem> refused) {
        List<ConfiguredModule> modules = new ArrayList<>();
        for (ServiceLoader.Provider<CommandModule> provider : providers(loader, refused)) {
            if (!disabled.contains(id(provider.type()))) {
                Server.Module description = describe(provider.type());
                try {
                    modules.add(new ConfiguredModule(description, provider.get()));
                } catch (ServiceConfigurationError e) {
                    refused.accept(problem(description.id(), place(provider.type(), description), e));
                }
            }
        }
        modules.sort(Comparator.comparing(module -> module.description().id()));
        return modules;
    }

    private static List<ServiceLoader.Provider<CommandModule>> providers(
            ClassLoader loader, Consumer<PluginProblem> refused) {
        List<ServiceLoader.Provider<CommandModule>> providers = new ArrayList<>();
        Iterator<ServiceLoader.Provider<CommandModule>> all =
                ServiceLoader.load(CommandModule.class, loader).stream().iterator();
        // Each error is about one provider, and the next one can be asked for.
        boolean more = true;
        while (more) {
            try {
                more = all.hasNext();
                if (more) {
                    providers.add(all.next());
                }
            } catch (ServiceConfigurationError e) {
                refused.accept(problem("a command module", CLASS_PATH, e));
            }
        }
        return providers;
    }

    private static PluginProblem problem(String id, String location, ServiceConfigurationError error) {
        Fault fault = Fault.ofCreation(error);
        return new PluginProblem(id, location, fault.cause(), fault.remedy());
    }

    /** On a class path there are many jars, and one of them is the one to look at. */
    private static String place(Class<?> type, Server.Module description) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? description.location()
                : source.getLocation().getPath();
    }

    private static String id(Class<?> type) {
        Module module = type.getModule();
        return module.isNamed() ? module.getName() : type.getPackageName();
    }

    private static Server.Module describe(Class<?> type) {
        Module module = type.getModule();
        if (!module.isNamed()) {
            return new Server.Module(id(type), "", CLASS_PATH, true);
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
