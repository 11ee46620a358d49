package dev.mortise.integration;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The dependency law, read from the descriptors of the modules that the server is made of: everything may require the
 * API, the API requires nothing, nobody sees the runtime.
 *
 * <p>It is what makes a third party's plugin the equal of the commands that come with the server: these have no door
 * that a plugin lacks.
 */
class DependencyLawTest {

    private static final String API = "dev.mortise.api";
    private static final String RUNTIME = "dev.mortise.runtime";
    private static final String SERVICE = "dev.mortise.api.CommandModule";

    /** Command modules that build on the value class of another one. Whoever adds a line here says why. */
    private static final Map<String, Set<String>> BUILDS_ON = Map.of();

    private final ModuleFinder lib = ModuleFinder.of(Path.of(System.getProperty("mortise.lib")));

    private final Map<String, ModuleDescriptor> ours = lib.findAll().stream()
            .map(ModuleReference::descriptor)
            .filter(module -> module.name().startsWith("dev.mortise."))
            .collect(toMap(ModuleDescriptor::name, Function.identity()));

    @Test
    void seesTheModulesItJudges() {
        assertTrue(
                ours.keySet().containsAll(Set.of(API, RUNTIME, "dev.mortise.strings", "dev.mortise.keys")),
                () -> "found only " + ours.keySet());
    }

    @Test
    void theApiRequiresJavaBaseOnly() {
        assertEquals(Set.of("java.base"), requiredBy(ours.get(API)));
    }

    @Test
    void commandModulesRequireTheApiOnly() {
        assertAll(commandModules().map(module -> (Executable) () -> {
            Set<String> required = requiredBy(module);
            required.removeIf(name -> name.startsWith("java."));
            required.removeAll(BUILDS_ON.getOrDefault(module.name(), Set.of()));
            assertEquals(Set.of(API), required, module.name() + " requires more than the API");
        }));
    }

    @Test
    void commandModulesProvideCommands() {
        assertAll(commandModules().map(module -> (Executable) () -> assertTrue(
                module.provides().stream()
                        .anyMatch(provided -> provided.service().equals(SERVICE)),
                module.name() + " provides no CommandModule")));
    }

    @Test
    void theRuntimeExportsNothingToPlugins() {
        assertEquals(
                Set.of(),
                ours.get(RUNTIME).exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .collect(toSet()));
    }

    /** An automatic module would rule out the linked Java runtime and its AOT cache. */
    @Test
    void everyLibraryIsAnExplicitModule() {
        assertEquals(
                Set.of(),
                lib.findAll().stream()
                        .map(ModuleReference::descriptor)
                        .filter(ModuleDescriptor::isAutomatic)
                        .map(ModuleDescriptor::name)
                        .collect(toSet()));
    }

    /** Nothing names the command modules: that they are there must follow from the services they provide. */
    @Test
    void theRuntimeAloneBringsInEveryCommandModule() {
        Set<String> resolved = Configuration.resolveAndBind(
                        lib, List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), Set.of(RUNTIME))
                .modules()
                .stream()
                .map(ResolvedModule::name)
                .collect(toSet());

        assertEquals(
                Set.of(),
                commandModules()
                        .map(ModuleDescriptor::name)
                        .filter(name -> !resolved.contains(name))
                        .collect(toSet()));
    }

    private Stream<ModuleDescriptor> commandModules() {
        return ours.values().stream().filter(module -> !Set.of(API, RUNTIME).contains(module.name()));
    }

    /** What a module needs at run time; {@code requires static} is for compilers and other tools. */
    private static Set<String> requiredBy(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .collect(toSet());
    }
}
