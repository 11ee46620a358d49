package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedServerTest {

    private static final int MANY = 50;

    /** A module as an application has one: two commands of its own, and one that stops the server. */
    static class Notes implements CommandModule {

        private Path directory = Path.of("");

        @Override
        public void configure(Setup setup) {
            directory = setup.dataDirectory();
            setup.command(
                    CommandSpec.named("NOTE.PUT")
                            .args(2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.OW))
                            .build(),
                    (request, reply) -> {
                        request.entry(0).set(Types.STRING, request.arg(1));
                        reply.ok();
                    });
            setup.command(
                    CommandSpec.named("NOTE.THERE")
                            .args(1)
                            .flags(Flag.READONLY)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> reply.integer(request.entry(0).exists() ? 1 : 0));
            setup.command(CommandSpec.named("NOTE.DOWN").build(), (request, reply) -> {
                request.server().shutdown();
                reply.ok();
            });
        }
    }

    private static String send(EmbeddedServer server, String line) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void takesClientsOnAFreePort() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.with(new Notes()).start()) {
            assertEquals("+OK", send(server, "NOTE.PUT milk 2"));
            assertEquals(":1", send(server, "NOTE.THERE milk"));
            assertEquals("redis://127.0.0.1:" + server.port(), server.uri().toString());
            assertTrue(server.isRunning());
        }
    }

    @Test
    void knowsThePortItWasGiven() {
        try (EmbeddedServer server = EmbeddedServer.with(new Notes()).start()) {
            assertEquals(
                    Integer.toString(server.port()),
                    server.server().parameters().get("port"));
            assertTrue(server.server().info(Set.of("server")).contains("tcp_port:" + server.port() + "\r\n"));
        }
    }

    @Test
    void listensOnThePortItIsTold() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (EmbeddedServer server = EmbeddedServer.with(new Notes()).port(port).start()) {
            assertEquals(port, server.port());
        }
    }

    @Test
    void takesParametersByTheirNames() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.with(new Notes())
                .set("maxmemory", "100mb")
                .set("DATABASES", "3")
                .start()) {
            assertEquals("104857600", server.server().parameters().get("maxmemory"));
            assertEquals(3, server.server().keyspace().databases());
        }
    }

    @Test
    void tellsThePasswordInItsAddress() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.with(new Notes()).set("requirepass", "a:b@c/d%e").start()) {
            assertEquals("a:b@c/d%e", server.uri().getUserInfo().substring(1));
            assertEquals(server.port(), server.uri().getPort());
            assertEquals("-NOAUTH Authentication required.", send(server, "NOTE.THERE milk"));
        }
    }

    @Test
    void sharesNothingWithAnother() throws IOException {
        try (EmbeddedServer lasting = EmbeddedServer.with(new Notes()).start()) {
            try (EmbeddedServer other = EmbeddedServer.with(new Notes()).start()) {
                send(other, "NOTE.PUT milk 2");
                other.server().changeParameters(Map.of("timeout", "7"));

                assertNotEquals(lasting.port(), other.port());
                assertEquals(":0", send(lasting, "NOTE.THERE milk"));
                assertEquals("0", lasting.server().parameters().get("timeout"));
            }

            assertEquals(":0", send(lasting, "NOTE.THERE milk"));
        }
    }

    @Test
    void removesAllKeys() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.with(new Notes()).start()) {
            send(server, "NOTE.PUT milk 2");

            server.flush();

            assertEquals(":0", send(server, "NOTE.THERE milk"));
        }
    }

    @Test
    void stopsWhenAClientSaysSo() throws Exception {
        EmbeddedServer server = EmbeddedServer.with(new Notes()).start();

        send(server, "NOTE.DOWN");
        server.awaitStop();

        assertFalse(server.isRunning());
        server.close();
        assertEquals(Set.of(), threads());
    }

    @Test
    void leavesNothingBehind() throws IOException {
        int port = 0;
        long before = virtualBytes();
        Set<Path> directories = temporaryDirectories();
        for (int i = 0; i < MANY; i++) {
            Notes notes = new Notes();
            try (EmbeddedServer server = EmbeddedServer.with(notes).start()) {
                port = server.port();
                Files.writeString(notes.directory.resolve("file"), "x");
                assertEquals("+OK", send(server, "NOTE.PUT milk 2"));
                assertFalse(threads().isEmpty(), "threads are found by their names");
            }
            assertEquals(Set.of(), threads());
        }
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, again.getLocalPort());
        }
        assertEquals(directories, temporaryDirectories());
        // Each server reserves more than that.
        assertTrue(virtualBytes() - before < 1L << 36, () -> "address space was not given back");
    }

    /** {@return the names of the server's threads} Those that have ended may take a moment to be gone. */
    private static Set<String> threads() {
        Set<String> alive = Set.of();
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        do {
            alive = Thread.getAllStackTraces().keySet().stream()
                    .filter(Thread::isAlive)
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("mortise") || name.contains("netty"))
                    .collect(Collectors.toSet());
            Thread.onSpinWait();
        } while (ending(alive) && System.nanoTime() < deadline);
        return alive;
    }

    private static boolean ending(Set<String> alive) {
        return alive.size() == 1 && alive.iterator().next().startsWith("mortise-loop");
    }

    private static long virtualBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "Linux tells how much address space there is");
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmSize:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                << 10;
    }

    private static Set<Path> temporaryDirectories() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("mortise"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void printsNothing() throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (EmbeddedServer server = EmbeddedServer.with(new Notes()).start()) {
            send(server, "NOTE.PUT milk 2");
        } finally {
            System.setOut(out);
        }

        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    private static String refusal(Executable start) {
        return String.valueOf(assertThrows(IllegalStateException.class, start).getMessage());
    }

    @Test
    void tellsAllMistakesOfParameters() {
        EmbeddedServer.Builder builder =
                EmbeddedServer.with(new Notes()).set("maxmemroy", "100mb").set("databases", "none");

        String message = refusal(builder::start);

        assertAll(
                () -> assertTrue(message.contains("maxmemroy: unknown, did you mean maxmemory?"), message),
                () -> assertTrue(message.contains("databases: found 'none'"), message));
        assertEquals(Set.of(), threads());
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedServer.Builder builder = EmbeddedServer.with(new Notes()).port(taken.getLocalPort());

            String message = refusal(builder::start);

            assertTrue(message.contains("another program already listens there"), message);
            assertEquals(Set.of(), threads());
        }
    }

    @Test
    void saysWhyAModuleRefuses() {
        CommandModule refusing = new Notes() {
            @Override
            public void start(Server server) {
                throw new IllegalStateException("no notes today");
            }
        };

        String message = refusal(() -> EmbeddedServer.with(refusing).start());

        assertTrue(message.contains("no notes today"), message);
        assertEquals(Set.of(), threads());
    }

    @Test
    void leavesTheLogToTheProgram() {
        EmbeddedServer.Builder builder = EmbeddedServer.with(new Notes()).set("logfile", "server.log");

        assertTrue(refusal(builder::start).startsWith("logfile: "));
    }

    @Test
    void refusesAPluginThatIsNone(@TempDir Path plugins) throws IOException {
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        EmbeddedServer.Builder builder = EmbeddedServer.with(new Notes()).pluginDirectory(plugins);

        String message = refusal(builder::start);

        assertTrue(message.contains("broken.jar"), message);
    }

    @Test
    void needsCommands() {
        assertTrue(refusal(EmbeddedServer::start).startsWith("there is no command at all"));
    }

    @Test
    void needsAPossiblePort() {
        EmbeddedServer.Builder builder = EmbeddedServer.builder();

        for (int impossible : List.of(-1, 65_536)) {
            assertThrows(IllegalArgumentException.class, () -> builder.port(impossible));
        }
    }
}
