package dev.mortise.integration.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program has on its terminal and in its log because it brings its server along. */
@EnabledOnOs(OS.LINUX)
class EmbeddedLogTest {

    private static final String WITHOUT_EPOLL = "-Dio.netty.transport.noNative=true";

    @TempDir
    private Path directory;

    /** A program that starts a server, and then another one. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try (EmbeddedServer server = EmbeddedServer.start()) {
                    server.server()
                            .info(Set.of("server"))
                            .lines()
                            .filter(line -> line.startsWith("multiplexing_api:"))
                            .forEach(System.out::println);
                }
            }
        }
    }

    /** {@return what it prints, errors and log included} */
    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void isNothingWithAFastTransport() throws Exception {
        assertEquals("multiplexing_api:epoll\nmultiplexing_api:epoll\n", run());
    }

    @Test
    void isNothingWithASlowOneThatItHasNotAskedAbout() throws Exception {
        assertEquals("multiplexing_api:nio\nmultiplexing_api:nio\n", run(WITHOUT_EPOLL));
    }

    @Test
    void saysWhyTheTransportIsSlowIfItAsksForDetails() throws Exception {
        Path logging = Files.writeString(directory.resolve("logging.properties"), """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = FINE
                dev.mortise.level = FINE
                """);

        String output = run(WITHOUT_EPOLL, "-Djava.util.logging.config.file=" + logging);

        assertTrue(output.contains("Serving with nio, which is slower: epoll does not work here ("), output);
    }
}
