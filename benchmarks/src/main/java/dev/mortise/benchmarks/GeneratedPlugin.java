package dev.mortise.benchmarks;

import dev.mortise.api.CommandModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A plugin with one command, {@code NAME.G}, compiled on the spot: what others would put into {@code plugins/}. */
final class GeneratedPlugin {

    private static final String MODULE = """
            module bench.%1$s {
                requires dev.mortise.api;
                provides dev.mortise.api.CommandModule with bench.%1$s.Plugin;
            }
            """;

    private static final String SOURCE = """
            package bench.%1$s;

            import dev.mortise.api.*;

            public final class Plugin implements CommandModule {
                @Override
                public void configure(Setup setup) {
                    setup.command(
                            CommandSpec.named("%2$s.G").args(1).flags(Flag.READONLY, Flag.FAST).complexity("O(1)")
                                    .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS)).build(),
                            (request, reply) -> {
                                Slice value = request.entry(0).get(Types.STRING);
                                if (value == null) {
                                    reply.nil();
                                } else {
                                    reply.bulk(value);
                                }
                            });
                }
            }
            """;

    private final String name;

    private GeneratedPlugin(String name) {
        this.name = name;
    }

    /** {@return the plugin whose command is GET under the name {@code NAME.G}} */
    static GeneratedPlugin named(String name) {
        return new GeneratedPlugin(name);
    }

    private String packageName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** {@return it, loaded by a class loader of its own beneath that of the benchmark} */
    CommandModule load() throws IOException {
        Path classes = compile(List.of("-cp", System.getProperty("java.class.path")), false);
        // The loader stays: the plugin is used to the end of the benchmark.
        @SuppressWarnings("resource")
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        try {
            return (CommandModule) loader.loadClass("bench." + packageName() + ".Plugin")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /**
     * Packs it, with a module descriptor.
     *
     * @param directory where the jar goes
     * @param modules where the API is
     */
    void pack(Path directory, Path modules) throws IOException {
        Path classes = compile(List.of("-p", modules.toString()), true);
        Path jar = directory.resolve("bench-" + packageName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> add(out, classes.relativize(file), file));
        }
    }

    private static void add(JarOutputStream jar, Path name, Path file) {
        try {
            jar.putNextEntry(new JarEntry(name.toString().replace('\\', '/')));
            Files.copy(file, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path compile(List<String> where, boolean asModule) throws IOException {
        Path workshop = Files.createTempDirectory("generated-plugin");
        List<String> arguments = new ArrayList<>(where);
        Path classes = Files.createDirectory(workshop.resolve("classes"));
        arguments.addAll(List.of("-proc:none", "-Xlint:-module", "-d", classes.toString()));
        arguments.add(write(workshop.resolve("Plugin.java"), SOURCE));
        if (asModule) {
            arguments.add(write(workshop.resolve("module-info.java"), MODULE));
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("the plugin does not compile");
        }
        return classes;
    }

    private String write(Path file, String template) throws IOException {
        Files.writeString(file, template.formatted(packageName(), name));
        return file.toString();
    }
}
