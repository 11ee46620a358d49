package dev.mortise.integration.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.docs.ShellSession;
import dev.mortise.integration.docs.ShellSession.Step;
import dev.mortise.integration.harness.ExamplePlugin;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugins of {@code examples/}, in the packaged server, answer as their pages say. */
class ExamplesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "bloom",
                "rate-limiter",
                "change-capture",
                "slow-lookup",
                "tenants",
                "work-queue",
                "expiry-feed",
                "with-dependency"
            })
    void answerAsTheirPagesSay(String example) throws IOException, InterruptedException {
        Product.oracle();
        deploy(example);

        try (ServerProcess server = start()) {
            assertTellsTheTruth(example, server.port());
        }
    }

    @Test
    void theDialectCountsWhenItIsChosen() throws IOException, InterruptedException {
        Product.oracle();
        deploy("mini-redis-dialect");

        try (ServerProcess server =
                start("--set", "plugins.override.SET=acme.dialect", "--set", "plugins.override.MSET=acme.dialect")) {
            assertTellsTheTruth("mini-redis-dialect", server.port());
        }
    }

    @Test
    void theStoreOfSnapshotsTakesThePlaceOfTheServersOwn() throws IOException, InterruptedException {
        Product.oracle();
        deploy("snapshot-store");

        try (ServerProcess server = start("--set", "plugins.disabled=dev.mortise.persistence")) {
            assertTellsTheTruth("snapshot-store", server.port());
        }
    }

    /** The program of the page, which runs as long as its server does. */
    @Test
    @Timeout(60)
    void theProgramHasItsServerWithinIt() throws IOException, InterruptedException {
        Product.oracle();
        int port = ServerProcess.freePort();
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "acme.embedded.Application",
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = program.inputReader()) {
            assertEquals("redis-cli -u redis://127.0.0.1:" + port + " APP.STATUS", output.readLine());

            assertTellsTheTruth("embedded", port);

            assertEquals("", answer("redis-cli SHUTDOWN", port));
            assertEquals(0, program.waitFor());
        } finally {
            program.destroyForcibly();
        }
    }

    /** All in one server: the one with a Jackson of its own beside the server's, which has read the settings. */
    @Test
    void liveTogether() throws IOException {
        for (String example : List.of(
                "hello",
                "bloom",
                "rate-limiter",
                "change-capture",
                "slow-lookup",
                "tenants",
                "work-queue",
                "expiry-feed",
                "with-dependency")) {
            deploy(example);
        }
        Path file = Files.writeString(directory.resolve("mortise.json"), """
                {"plugins": {"settings": {"acme.hello": {"greeting": "hola"}}}}
                """);

        try (ServerProcess server = start("--config", file.toString());
                Wire wire = Wire.to(server)) {
            assertEquals("hola ana", wire.ask("HELLO.GREET ana").text());
            assertEquals("OK", wire.ask("SET user '{\"age\":31}'").text());
            assertEquals("31", wire.ask("JSON.PART user /age").text());
            assertEquals(":1\\r\\n", wire.ask("BLOOM.ADD seen ana").toString());
            assertEquals(":0\\r\\n", wire.ask("LIMIT.TAKE mail 1 1").toString());
            String info = wire.ask("INFO json").text();
            assertTrue(info.contains("json_jackson_version:3.1.0"), info);
        }
        assertTrue(
                Files.notExists(lib("jackson-core-3.1.0.jar")), "the server has the very version that the plugin has");
    }

    /** A second copy would be in use without anybody's noticing, since each plugin has its own first. */
    @ParameterizedTest
    @ValueSource(strings = {"bloom", "with-dependency"})
    void bringNothingThatTheServerHas(String example) throws IOException {
        deploy(example);

        try (Stream<Path> jars = Files.list(directory.resolve("plugins").resolve(example))) {
            List<Path> names = jars.map(Path::getFileName).toList();
            assertTrue(names.size() > 1, names.toString());
            assertEquals(
                    List.of(),
                    names.stream()
                            .filter(name -> Files.exists(lib(name.toString())))
                            .toList());
        }
    }

    private static Path lib(String name) {
        return Path.of(System.getProperty("mortise.lib")).resolve(name);
    }

    private ServerProcess start(String... options) {
        List<String> all = new ArrayList<>(List.of("--set", "dir=" + directory));
        all.addAll(List.of("--set", "plugins.directory=" + directory.resolve("plugins")));
        all.addAll(List.of(options));
        return ServerProcess.startMortise(all.toArray(String[]::new));
    }

    private void deploy(String example) throws IOException {
        ExamplePlugin.deploy(example, directory.resolve("plugins"));
    }

    private void assertTellsTheTruth(String example, int port) throws IOException, InterruptedException {
        List<String> page =
                Files.readAllLines(ExamplePlugin.EXAMPLES.resolve(example).resolve("README.md"));
        List<Step> steps = ShellSession.in(page).steps();
        assertTrue(steps.size() >= 2, "so few: " + steps.size());
        for (Step step : steps) {
            String answer = answer(step.command(), port);
            assertTrue(
                    step.isAnsweredBy(answer),
                    () -> "$ " + step.command() + "\nshould answer\n" + step.answer() + "\nbut answers\n" + answer);
        }
    }

    private String answer(String command, int port) throws IOException, InterruptedException {
        String typed =
                command.replace("redis-cli", "redis-cli --no-raw -p " + port).replace("-p 7000", "");
        Process shell = new ProcessBuilder("sh", "-c", typed)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return output;
    }
}
