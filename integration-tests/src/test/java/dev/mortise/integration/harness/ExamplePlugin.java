package dev.mortise.integration.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A plugin of {@code examples/}, as it was built. */
public final class ExamplePlugin {

    /** Where they are. */
    public static final Path EXAMPLES = Path.of("..", "examples");

    private ExamplePlugin() {}

    /**
     * Puts one where a server looks for plugins, as its page says: its jar, or its folder if it has libraries.
     *
     * @param example the name of its directory
     * @param plugins the value of {@code plugins.directory}, which need not be there
     */
    public static void deploy(String example, Path plugins) throws IOException {
        // This build's, which works in a directory of its own if it is a quick one.
        Path target = EXAMPLES.resolve(example).resolve(System.getProperty("mortise.target"));
        Path folder = target.resolve("plugin");
        boolean libraries = Files.isDirectory(folder);
        List<Path> jars = jarsIn(libraries ? folder : target);
        assertEquals(libraries, jars.size() > 1, jars.toString());
        Path to = Files.createDirectories(libraries ? plugins.resolve(example) : plugins);
        for (Path jar : jars) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertTrue(!jars.isEmpty(), "no jar in " + folder + ": ./build makes it");
            return jars;
        }
    }
}
