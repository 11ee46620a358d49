import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A plugin with one command, compiled on the spot, that a server loads in its training: so what loads plugins is in the
 * AOT cache as well. Its own classes are of no use there, and do no harm.
 *
 * @param name of the module's package and of its command
 */
record TrainingPlugin(String name) {

    private static final String DESCRIPTOR = """
            module train.%1$s {
                requires dev.mortise.api;
                provides dev.mortise.api.CommandModule with train.%1$s.Plugin;
            }
            """;

    private static final String SOURCE = """
            package train.%1$s;

            import dev.mortise.api.CommandModule;
            import dev.mortise.api.CommandSpec;
            import dev.mortise.api.Flag;
            import dev.mortise.api.Live;
            import dev.mortise.api.Setup;

            public final class Plugin implements CommandModule {

                record Settings(String answer) {}

                @Override
                public void configure(Setup setup) {
                    Live<Settings> settings = setup.liveConfig(Settings.class);
                    setup.command(
                            CommandSpec.named("%2$s.ANSWER").flags(Flag.READONLY, Flag.FAST).complexity("O(1)").build(),
                            (request, reply) -> reply.bulk(String.valueOf(settings.get().answer())));
                }
            }
            """;

    /**
     * Makes the jar.
     *
     * @param modules where the jar of the API is
     * @param workshop an empty directory
     * @param plugins where the jar goes
     */
    void pack(Path modules, Path workshop, Path plugins) throws IOException {
        Path sources = Files.createDirectories(workshop.resolve(name));
        Path classes = sources.resolve("classes");
        List<String> arguments = List.of(
                "-proc:none",
                "-p",
                modules.toString(),
                "-d",
                classes.toString(),
                Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR.formatted(name))
                        .toString(),
                Files.writeString(sources.resolve("Plugin.java"), SOURCE.formatted(name, name.toUpperCase(Locale.ROOT)))
                        .toString());
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("the plugin of the training does not compile");
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve(name + ".jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
    }
}
