package dev.mortise.integration.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mortise new-plugin}, from its call to a command that answers, far away from the sources. */
class NewPluginTest {

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void buildsTestsAndAnswersAtOnce() throws IOException, InterruptedException {
        requireMaven();
        Run made = run(directory, launcher(), "new-plugin", "acme.hello", "hello");
        assertEquals(0, made.exit(), made.output());
        Path project = directory.resolve("hello");

        try (LocalRepository repository = new LocalRepository()) {
            Run built = run(
                    project,
                    "mvn",
                    "--batch-mode",
                    "--offline",
                    "-Dmaven.repo.local=" + repository.directory(),
                    "package");

            assertEquals(0, built.exit(), built.output());
            for (String test : List.of("HelloModuleTest", "HelloContractTest")) {
                assertTrue(built.output().contains("Running acme.hello." + test), built.output());
            }
        }

        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.copy(
                onlyJar(project.resolve("target")), plugins.resolve("hello.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        try (ServerProcess server = ServerProcess.startMortise("--set", "plugins.directory=" + plugins);
                Wire wire = Wire.to(server)) {
            assertEquals("hello ana", wire.ask("HELLO.GREET ana").text());
            assertEquals("OK", wire.ask("CONFIG SET acme.hello.greeting hola").text());
            assertEquals("hola ana", wire.ask("HELLO.GREET ana").text());
        }
    }

    @Test
    void namesWhatItMakesAfterTheLastWord() throws IOException, InterruptedException {
        Run made = run(directory, launcher(), "new-plugin", "org.example.geo2");

        assertEquals(0, made.exit(), made.output());
        Path module = directory.resolve("org.example.geo2/src/main/java/org/example/geo2/Geo2Module.java");
        assertTrue(Files.readString(module).contains("CommandSpec.named(\"GEO2.GREET\")"));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertTrue(!Files.readString(file).matches("(?s).*@\\w+@.*"), file + " has a gap left");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "Acme.hello",
                "acme.",
                "acme..hello",
                "acme.2go",
                "../acme.hello",
                "dev.mortise.x",
                "acme.class",
                "new.hello",
                "java.hello",
                "acme.command",
                ""
            })
    void refusesWhatIsNoName(String name) throws IOException, InterruptedException {
        Run refused = run(directory, launcher(), "new-plugin", name);

        assertEquals(1, refused.exit());
        assertTrue(refused.output().contains("'" + name + "'"), refused.output());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void overwritesNothing() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("acme.hello"));

        Run refused = run(directory, launcher(), "new-plugin", "acme.hello");

        assertEquals(1, refused.exit());
        assertTrue(refused.output().contains("There is a 'acme.hello' already"), refused.output());
    }

    /** So that whoever has built the server once can build plugins without a look at the network. */
    @Test
    void usesTheVersionsThatTheServerIsBuiltWith() throws IOException {
        String ours = Files.readString(Path.of("..", "pom.xml"));
        String template = Files.readString(Product.home().resolve("template").resolve("pom.xml"));
        Matcher plugin = Pattern.compile("<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(template);
        int plugins = 0;
        while (plugin.find()) {
            assertTrue(
                    Pattern.compile("<artifactId>" + plugin.group(1) + "</artifactId>\\s*<version>"
                                    + Pattern.quote(plugin.group(2)) + "</version>")
                            .matcher(ours)
                            .find(),
                    plugin.group());
            plugins++;
        }
        assertEquals(5, plugins);
        String junit = ours.replaceAll("(?s).*<junit.version>([^<]+)</junit.version>.*", "$1");
        assertTrue(template.contains("<version>" + junit + "</version>"), junit);
    }

    private static String launcher() {
        return String.valueOf(Path.of(Product.launcher().getFirst()).toAbsolutePath());
    }

    private static Path onlyJar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertEquals(1, jars.size(), jars.toString());
            return jars.getFirst();
        }
    }

    private static void requireMaven() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "mvn")));
        if (!found && System.getProperty("mortise.oracle", "").equals("required")) {
            throw new AssertionError("no mvn on the PATH to build a plugin with");
        }
        Assumptions.assumeTrue(found, "no mvn on the PATH");
    }

    private record Run(int exit, String output) {}

    private static Run run(Path directory, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it has closed its output and does not end");
        return new Run(process.exitValue(), output);
    }
}
