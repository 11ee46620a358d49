package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.runtime.module.PluginProblem;
import dev.mortise.runtime.server.ConfiguredModule;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that the server is in has on its class path. */
class BuiltInModulesTest {

    @TempDir
    private Path directory = Path.of("");

    private final List<String> problems = new ArrayList<>();

    /** {@return the ids of what is found in a jar that names these classes as command modules} */
    private List<String> load(List<String> disabled, String... classes) throws Exception {
        PluginWorkshop workshop = new PluginWorkshop(directory);
        PluginWorkshop.Plugin plain = workshop.empty()
                .with("acme/good/Plugin.java", PluginWorkshop.pluginClass("acme.good", ""))
                .with(
                        "acme/bad/Plugin.java",
                        PluginWorkshop.pluginClass(
                                "acme.bad", "public Plugin() { if (true) throw new AssertionError(\"no luck\"); }"));
        workshop.compileWithoutModules(plain);
        Path services = plain.classes().resolve("META-INF/services/dev.mortise.api.CommandModule");
        Files.createDirectories(services.getParent());
        Files.write(services, List.of(classes));
        Path jar = workshop.jar(plain, directory.resolve("acme.jar"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, BuiltInModules.class.getClassLoader())) {
            return BuiltInModules.load(loader, disabled, this::note).stream()
                    .map(ConfiguredModule::description)
                    .filter(description -> description.location().equals("class path"))
                    .map(description -> description.id())
                    .filter(id -> id.startsWith("acme."))
                    .toList();
        }
    }

    private void note(PluginProblem problem) {
        problems.add(problem.toString().replace(directory.toString(), "lib"));
    }

    @Test
    void areNamedByTheirPackages() throws Exception {
        assertEquals(List.of("acme.good"), load(List.of(), "acme.good.Plugin"));
        assertEquals(List.of(), problems);
    }

    @Test
    void canBeDisabled() throws Exception {
        assertEquals(List.of(), load(List.of("acme.good", "acme.bad"), "acme.good.Plugin", "acme.bad.Plugin"));
        assertEquals(List.of(), problems);
    }

    @Test
    void thatCannotBeCreatedAreNamedWithTheirJarAndKeepNoOtherFromBeingFound() throws Exception {
        assertEquals(
                List.of("acme.good"), load(List.of(), "acme.nowhere.Plugin", "acme.bad.Plugin", "acme.good.Plugin"));
        assertEquals(
                List.of(
                        "a command module (class path): its command module cannot be created"
                                + " (java.util.ServiceConfigurationError: dev.mortise.api.CommandModule: Provider"
                                + " acme.nowhere.Plugin not found); build or copy it again: the class is not there, or"
                                + " cannot be read",
                        "acme.bad (lib/acme.jar): its command module cannot be created (java.lang.AssertionError: no"
                                + " luck); it needs a public class with a public constructor without parameters that"
                                + " succeeds"),
                problems);
    }
}
