package dev.mortise.integration.linearizability;

import dev.mortise.integration.harness.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The packaged server with a mistake in its runtime.
 *
 * <p>The classes with the mistake are compiled from the sources as they are, less some lines, and put in the place of
 * the packaged ones by {@code --patch-module}. So the runtime needs no door for mistakes, and what is found wrong is,
 * up to these lines, what was found right.
 */
final class FaultyRuntime {

    private static final Path SOURCES =
            Path.of("..", "server-runtime", "src", "main", "java", "dev", "mortise", "runtime");
    private static final String MODULE = "dev.mortise.runtime";

    private FaultyRuntime() {}

    /**
     * {@return a server with some event loops, when it answers}
     *
     * @param fault the mistake
     * @param workshop an empty directory, for as long as it runs
     */
    static ServerProcess start(RuntimeFault fault, Path workshop) throws IOException {
        Path sources = workshop.resolve("sources");
        Path classes = workshop.resolve("classes");
        compile(written(fault, sources), sources, classes);
        return ServerProcess.startMortiseInJvm("--patch-module=" + MODULE + "=" + classes, "--set", "io-threads=4");
    }

    private static List<Path> written(RuntimeFault fault, Path sources) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (RuntimeFault.Edit edit : fault.edits()) {
            String text = texts.get(edit.file());
            texts.put(edit.file(), edit.applied(text == null ? Files.readString(SOURCES.resolve(edit.file())) : text));
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = sources.resolve(text.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            files.add(Files.writeString(file, text.getValue()));
        }
        return files;
    }

    private static void compile(List<Path> files, Path sources, Path classes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--patch-module",
                MODULE + "=" + sources,
                "-p",
                System.getProperty("mortise.lib") + File.pathSeparator + whereIs(Nullable.class),
                "-d",
                classes.toString(),
                "-proc:none"));
        files.forEach(file -> arguments.add(file.toString()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("the mistake does not compile:\n" + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static Path whereIs(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
