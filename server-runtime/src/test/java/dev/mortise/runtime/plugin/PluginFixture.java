package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.runtime.module.PluginProblems;
import dev.mortise.runtime.server.ConfiguredModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A directory for plugins, and a workshop to make them in. */
final class PluginFixture {

    private final Path plugins;
    private final PluginWorkshop workshop;

    PluginFixture(Path directory) throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        workshop = new PluginWorkshop(directory.resolve("work"));
    }

    Path plugins() {
        return plugins;
    }

    PluginWorkshop workshop() {
        return workshop;
    }

    /** {@return the jar of a plugin that does nothing} */
    Path simple(String id, String jar) throws IOException {
        return simple(id, "", "", jar);
    }

    /** {@return the jar of a plugin with these lines in its module-info and its class} */
    Path simple(String id, String inModule, String inClass, String jar, Path... libraries) throws IOException {
        PluginWorkshop.Plugin plugin = workshop.simple(id, inModule, inClass);
        workshop.compile(plugin, libraries);
        return workshop.jar(plugin, plugins.resolve(jar));
    }

    /** {@return the jar of a module with one public class {@code Version} that knows a word} */
    Path library(String id, String word, Path jar) throws IOException {
        return library(id, id, word, jar);
    }

    Path library(String id, String packageName, String word, Path jar) throws IOException {
        PluginWorkshop.Plugin library = workshop.empty()
                .with("module-info.java", "module %s { exports %s; }".formatted(id, packageName))
                .with(
                        packageName.replace('.', '/') + "/Version.java",
                        "package %s; public class Version { public static String word() { return \"%s\"; } }"
                                .formatted(packageName, word));
        workshop.compile(library);
        return workshop.jar(library, jar);
    }

    PluginOptions options(Map<String, String> sha256) {
        return new PluginOptions(plugins, true, List.of(), List.of(), sha256);
    }

    List<ConfiguredModule> load() throws PluginProblems {
        return new PluginLoader(options(Map.of())).load();
    }

    /** {@return the only problem, with the directory's name cut short} */
    String problem() {
        return problem(options(Map.of()));
    }

    String problem(PluginOptions options) {
        PluginProblems problems = assertThrows(PluginProblems.class, () -> new PluginLoader(options).load());
        if (problems.problems().size() != 1) {
            throw new AssertionError(problems.getMessage());
        }
        return problems.problems().getFirst().toString().replace(plugins.toString(), "plugins");
    }
}
