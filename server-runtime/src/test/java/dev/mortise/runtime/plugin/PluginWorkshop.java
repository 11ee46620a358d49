package dev.mortise.runtime.plugin;

import dev.mortise.api.CommandModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes plugins as their authors would: sources, javac, jar. */
final class PluginWorkshop {

    private final Path directory;
    private int made;

    PluginWorkshop(Path directory) {
        this.directory = directory;
    }

    /** Where a plugin in the making is. */
    record Plugin(Path sources, Path classes) {

        Plugin with(String file, String source) throws IOException {
            Path path = sources.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, source);
            return this;
        }
    }

    /** {@return a plugin without any source} */
    Plugin empty() throws IOException {
        Path work = directory.resolve("plugin" + made++);
        return new Plugin(
                Files.createDirectories(work.resolve("sources")), Files.createDirectories(work.resolve("classes")));
    }

    /** {@return a plugin of this id whose module does nothing} */
    Plugin simple(String id) throws IOException {
        return simple(id, "", "");
    }

    /** {@return the same with a line in its module-info, and one in its class} */
    Plugin simple(String id, String inModule, String inClass) throws IOException {
        return empty().with("module-info.java", """
                        module %s {
                            requires dev.mortise.api;
                            %s
                            provides dev.mortise.api.CommandModule with %s.Plugin;
                        }
                        """.formatted(id, inModule, id))
                .with(id.replace('.', '/') + "/Plugin.java", pluginClass(id, inClass));
    }

    static String pluginClass(String packageName, String inClass) {
        return """
                package %s;

                public final class Plugin implements dev.mortise.api.CommandModule {
                    %s
                    @Override
                    public void configure(dev.mortise.api.Setup setup) {}
                }
                """.formatted(packageName, inClass);
    }

    /** Compiles on the module path, with the API and the given jars. */
    void compile(Plugin plugin, Path... jars) throws IOException {
        run("javac", plugin, "--module-path", path(jars));
    }

    /** Compiles with another API than this server's. */
    void compileWithApi(Plugin plugin, Path api) throws IOException {
        run("javac", plugin, "--module-path", api.toString());
    }

    /** Compiles on the class path, as what has no module-info. */
    void compileWithoutModules(Plugin plugin) throws IOException {
        run("javac", plugin, "--class-path", path());
    }

    private static String path(Path... jars) {
        StringBuilder path = new StringBuilder(api().toString());
        for (Path jar : jars) {
            path.append(System.getProperty("path.separator")).append(jar);
        }
        return path.toString();
    }

    private static Path api() {
        return CommandModule.class
                .getModule()
                .getLayer()
                .configuration()
                .findModule("dev.mortise.api")
                .map(ResolvedModule::reference)
                .flatMap(reference -> reference.location())
                .map(Path::of)
                .orElseThrow();
    }

    private static void run(String tool, Plugin plugin, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", plugin.classes().toString()));
        try (var sources = Files.walk(plugin.sources())) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        run(tool, arguments);
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(tool + " failed: " + said);
        }
    }

    /** Puts a file into a jar in the place of another. */
    void replace(Path jar, Path file, String entry) throws IOException {
        try (FileSystem contents = FileSystems.newFileSystem(jar)) {
            Files.copy(file, contents.getPath(entry), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes a file out of a jar. */
    void remove(Path jar, String entry) throws IOException {
        try (FileSystem contents = FileSystems.newFileSystem(jar)) {
            Files.delete(contents.getPath(entry));
        }
    }

    /** Signs a jar, as {@code jarsigner} does, by somebody nobody knows. */
    void sign(Path jar) throws IOException, InterruptedException {
        String store = directory.resolve("keystore" + made++).toString();
        String password = "mangos";
        program(
                "keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=acme",
                "-alias",
                "acme",
                "-keystore",
                store,
                "-storepass",
                password);
        program(
                "jarsigner",
                "-keystore",
                store,
                "-storepass",
                password,
                "-digestalg",
                "SHA-256",
                jar.toString(),
                "acme");
    }

    private static void program(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + said);
        }
    }

    /** Packs what was compiled. */
    Path jar(Plugin plugin, Path jar, String... options) throws IOException {
        Files.createDirectories(jar.getParent());
        List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-C", plugin.classes().toString(), "."));
        run("jar", arguments);
        return jar;
    }
}
