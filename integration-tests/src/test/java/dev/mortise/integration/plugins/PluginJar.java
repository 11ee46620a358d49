package dev.mortise.integration.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A plugin made on the spot: sources go in, a jar comes out, as a stranger's build would make it. */
final class PluginJar {

    private PluginJar() {}

    /**
     * Compiles sources against the API alone and packs them.
     *
     * @param jar where to
     * @param workshop an empty directory to work in
     * @param sources file names and what is in them
     */
    static void make(Path jar, Path workshop, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(workshop.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "25", "-p", api(), "-d", classes.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = workshop.resolve("sources").resolve(source.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("the plugin does not compile");
        }
        pack(classes, jar);
    }

    /** {@return where the API's classes are: that is all a plugin is compiled with} */
    private static String api() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
                .filter(entry -> entry.contains("server-api"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("server-api is not on the class path"));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> {
                try {
                    out.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
