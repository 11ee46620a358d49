package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import dev.mortise.runtime.module.Fault;
import dev.mortise.runtime.module.PluginProblem;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a plugin by its module descriptors, before any of its code runs.
 *
 * <p><b>What is checked.</b> It can be read; exactly one of its modules provides exactly one {@link CommandModule}; it
 * was compiled with an API that this server still has (javac writes the version into the descriptor, the author need
 * not do anything); all it needs is there and fits together.
 *
 * <p><b>What is hidden.</b> Modules that are part of the server, such as the API itself, are overlooked when a plugin
 * brings copies: with a copy of {@code CommandModule} it would implement an interface that nobody here knows. Other
 * libraries it brings are its own, even if the server has another version.
 *
 * <p><b>Jars without a descriptor</b> take their name from the file, and with it the plugin's id would change when
 * somebody renames the file. Nor do they know what they were compiled with. So they must say both in their manifest.
 *
 * <p>For any thread. With loops instead of streams, for it runs before anything is compiled, once for each plugin.
 */
final class PluginInspection {

    static final String NAME_ENTRY = "Automatic-Module-Name";
    static final String API_ENTRY = "Server-Api-Version";

    private static final String SERVICE = CommandModule.class.getName();
    private static final String API_MODULE = "dev.mortise.api";
    private static final String OWN_MODULES = "dev.mortise.";
    private static final Pattern MISSING = Pattern.compile("Module (\\S+) not found(?:, required by (\\S+))?");

    private final ModuleLayer server;
    private final @Nullable ApiVersion api;

    PluginInspection(ModuleLayer server) {
        this.server = server;
        this.api = server.findModule(API_MODULE)
                .flatMap(module -> module.getDescriptor().rawVersion())
                .map(ApiVersion::parse)
                .orElse(null);
    }

    /**
     * {@return the plugin, ready to be defined}
     *
     * @param location a jar or a directory of jars
     * @throws PluginRefused if it cannot be loaded
     */
    PluginCandidate inspect(Path location) throws PluginRefused {
        ModuleFinder finder = ModuleFinder.of(location);
        Set<ModuleReference> modules = modules(location, finder);
        ModuleReference root = root(location, modules);
        checkApi(location, root);
        List<String> hidden = hidden(modules);
        Configuration configuration = resolve(location, root, hidden.isEmpty() ? finder : hidingOwn(finder));
        return new PluginCandidate(location, root.descriptor(), configuration, hidden);
    }

    private Set<ModuleReference> modules(Path location, ModuleFinder finder) throws PluginRefused {
        try {
            return finder.findAll();
        } catch (FindException | SecurityException e) {
            Fault ofJar = Fault.ofJar(e);
            if (ofJar != null) {
                throw refused(location, ofJar.cause(), ofJar.remedy());
            }
            throw switch (e.getCause()) {
                case IOException unreadable -> unreadable(location, reason(unreadable));
                case InvalidModuleDescriptorException damaged -> unreadable(location, reason(damaged));
                case IllegalArgumentException _ -> nameless(location);
                case null, default -> misfit(location, reason(e));
            };
        }
    }

    private static PluginRefused unreadable(Path location, String reason) {
        return refused(location, "cannot be read (" + reason + ")", "build or copy it again");
    }

    private static PluginRefused misfit(Path location, String reason) {
        return refused(
                location,
                "does not fit together (" + reason + ")",
                reason.startsWith("Two versions")
                        ? "keep one version of each module"
                        : "ask its author for a build that does");
    }

    /** {@return what is to be said of a plugin that throws when it is looked at, and nobody knows why} */
    static PluginProblem unexpected(Path location, Throwable thrown) {
        Fault fault = Fault.of(thrown, "reading its descriptors");
        return refused(location, fault.cause(), fault.remedy()).problem();
    }

    private List<String> hidden(Set<ModuleReference> modules) {
        List<String> hidden = new ArrayList<>();
        for (ModuleReference module : modules) {
            if (isOwn(module.descriptor().name())) {
                hidden.add(module.descriptor().name());
            }
        }
        hidden.sort(null);
        return hidden;
    }

    private ModuleReference root(Path location, Set<ModuleReference> modules) throws PluginRefused {
        List<ModuleReference> roots = new ArrayList<>();
        for (ModuleReference module : modules) {
            if (!isOwn(module.descriptor().name()) && providers(module.descriptor()) > 0) {
                roots.add(module);
            }
        }
        if (roots.size() == 1) {
            ModuleReference root = roots.getFirst();
            if (providers(root.descriptor()) == 1) {
                return root;
            }
            throw refused(location, "provides several command modules", "have one per Java module");
        }
        if (!roots.isEmpty()) {
            throw refused(
                    location,
                    "holds several plugins: "
                            + roots.stream()
                                    .map(root -> root.descriptor().name())
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "give each a jar or a directory of its own");
        }
        throw !hidden(modules).isEmpty()
                ? refused(location, "is part of the server already", "remove it")
                : refused(
                        location,
                        "provides no command module",
                        "its module-info must say: provides " + CommandModule.class.getName()
                                + " with, and the class; or it does not belong here");
    }

    private static int providers(ModuleDescriptor module) {
        for (ModuleDescriptor.Provides provides : module.provides()) {
            if (provides.service().equals(SERVICE)) {
                return provides.providers().size();
            }
        }
        return 0;
    }

    private void checkApi(Path location, ModuleReference root) throws PluginRefused {
        ModuleDescriptor module = root.descriptor();
        String compiledWith = module.isAutomatic() ? manifestVersion(location, root) : compiledVersion(module);
        ApiVersion wanted = ApiVersion.parse(compiledWith);
        if (wanted != null && api != null && !wanted.runsOn(api)) {
            throw new PluginRefused(new PluginProblem(
                    module.name(),
                    location.toString(),
                    "was compiled with version " + wanted + " of the API, and this server has " + api,
                    wanted.major() == api.major() ? "use a newer server" : "use a version of the plugin made for it"));
        }
    }

    private static String compiledVersion(ModuleDescriptor module) {
        for (Requires requires : module.requires()) {
            if (requires.name().equals(API_MODULE)) {
                return requires.rawCompiledVersion().orElse("");
            }
        }
        return "";
    }

    private static String manifestVersion(Path location, ModuleReference root) throws PluginRefused {
        Attributes manifest = manifest(location, root);
        String version = manifest.getValue(API_ENTRY);
        if (version == null || manifest.getValue(NAME_ENTRY) == null) {
            throw nameless(location);
        }
        if (ApiVersion.parse(version) == null) {
            throw refused(
                    location,
                    "says " + API_ENTRY + ": " + version + " in its manifest, which is no version",
                    "have it say that of the API it was compiled with, such as 0.1");
        }
        return version;
    }

    private static PluginRefused nameless(Path location) {
        return refused(
                location, "has no module-info", "add one, or the manifest entries " + NAME_ENTRY + " and " + API_ENTRY);
    }

    private static Attributes manifest(Path location, ModuleReference root) throws PluginRefused {
        Path jar = root.location().map(Path::of).orElse(location);
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .orElseGet(Manifest::new)
                    .getMainAttributes();
        } catch (IOException e) {
            throw unreadable(location, String.valueOf(e.getMessage()));
        }
    }

    private Configuration resolve(Path location, ModuleReference root, ModuleFinder finder) throws PluginRefused {
        String name = root.descriptor().name();
        try {
            return server.configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of(name));
        } catch (FindException | ResolutionException e) {
            throw new PluginRefused(unresolved(name, location.toString(), reason(e)));
        }
    }

    private PluginProblem unresolved(String name, String location, String reason) {
        Matcher missing = MISSING.matcher(reason);
        if (missing.find()) {
            String needed = missing.group(1);
            boolean ofJava = needed.startsWith("java.") || needed.startsWith("jdk.");
            return new PluginProblem(
                    name,
                    location,
                    "needs the module " + needed + ", which is not there",
                    ofJava
                            ? "run the server on a JDK that has it; this one has " + modulesOfJava()
                            : "make the plugin a directory with its jar and that of " + needed);
        }
        if (reason.startsWith("Cycle detected")) {
            return new PluginProblem(
                    name,
                    location,
                    "has modules that need each other in a circle (" + reason + ")",
                    "ask its author for a build without");
        }
        if (reason.contains(" package ") || reason.startsWith("Package ")) {
            return new PluginProblem(
                    name,
                    location,
                    "has a package that is in two of its modules (" + reason + ")",
                    "rename the package in one of them, or merge the two");
        }
        return new PluginProblem(
                name, location, "does not fit together (" + reason + ")", "ask its author for a build that does");
    }

    private String modulesOfJava() {
        return server.configuration().modules().stream()
                .map(ResolvedModule::name)
                .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    private ModuleFinder hidingOwn(ModuleFinder finder) {
        return new ModuleFinder() {
            @Override
            public Optional<ModuleReference> find(String name) {
                return isOwn(name) ? Optional.empty() : finder.find(name);
            }

            @Override
            public Set<ModuleReference> findAll() {
                return finder.findAll().stream()
                        .filter(module -> !isOwn(module.descriptor().name()))
                        .collect(Collectors.toUnmodifiableSet());
            }
        };
    }

    private boolean isOwn(String module) {
        return module.startsWith(OWN_MODULES) && server.findModule(module).isPresent();
    }

    private static PluginRefused refused(Path location, String cause, String remedy) {
        String name = String.valueOf(location.getFileName());
        return new PluginRefused(new PluginProblem(name, location.toString(), cause, remedy));
    }

    private static String reason(Throwable thrown) {
        return String.valueOf(Fault.innermost(thrown).getMessage());
    }
}
