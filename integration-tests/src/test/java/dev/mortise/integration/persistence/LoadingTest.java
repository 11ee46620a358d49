package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients are told while a snapshot is loaded: it comes through a pipe, and the test holds its other end.
 *
 * <p>Nothing here depends on how long loading takes.
 */
@Timeout(120) // Whoever opens a pipe waits for the other end.
class LoadingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    private String[] options() {
        return new String[] {"--set", "dir=" + directory, "--set", "save="};
    }

    private byte[] snapshot() throws IOException {
        try (ServerProcess server = ServerProcess.startMortise(options());
                Wire wire = Wire.to(server)) {
            wire.ask("MSET a 1 b 2 c 3");
            assertEquals("OK", wire.ask("SAVE").text());
        }
        return Files.readAllBytes(directory.resolve("dump.rdb"));
    }

    private void replaceByPipe(Path file) throws IOException, InterruptedException {
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    }

    /** {@return a connection, once the port is open} */
    private static Wire connect(ServerProcess server) {
        AtomicReference<@Nullable Wire> connected = new AtomicReference<>();
        Await.until("the port is open", PATIENCE, () -> {
            try {
                connected.set(Wire.to(server));
                return true;
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof ConnectException) {
                    return false;
                }
                throw e;
            }
        });
        Wire wire = connected.get();
        assertTrue(wire != null);
        return wire;
    }

    @Test
    void onlyWhatNeedsNoDataIsAnswered() throws IOException, InterruptedException {
        byte[] whole = snapshot();
        Path file = directory.resolve("dump.rdb");
        replaceByPipe(file);
        try (ServerProcess server = ServerProcess.launchMortise(options())) {
            try (OutputStream pipe = Files.newOutputStream(file)) {
                pipe.write(whole, 0, whole.length - 20);
                try (Wire wire = connect(server)) {
                    for (String command : new String[] {"GET a", "SET a 2", "PING", "SAVE", "BGSAVE", "DBSIZE"}) {
                        assertEquals(
                                "LOADING Redis is loading the dataset in memory",
                                wire.ask(command).text(),
                                command);
                    }
                    String info = wire.ask("INFO persistence").text();
                    assertTrue(info.contains("loading:1\r\n"), info);
                    assertTrue(info.contains("loading_start_time:"), info);
                    assertTrue(Long.parseLong(wire.ask("LASTSAVE").text()) > 0);
                }
                pipe.write(whole, whole.length - 20, 20);
            }
            server.awaitAnswer();
            server.awaitLog("Loaded 3 keys in ");
            try (Wire wire = Wire.to(server)) {
                assertEquals("1", wire.ask("GET a").text());
                String info = wire.ask("INFO persistence").text();
                assertTrue(info.contains("loading:0\r\n"), info);
                assertTrue(info.contains("rdb_last_load_keys_loaded:3\r\n"), info);
            }
        }
    }

    @Test
    void aDamagedEndStopsAServerThatSaidLoading() throws IOException, InterruptedException {
        byte[] whole = snapshot();
        Path file = directory.resolve("dump.rdb");
        replaceByPipe(file);
        try (ServerProcess server = ServerProcess.launchMortise(options())) {
            try (OutputStream pipe = Files.newOutputStream(file)) {
                pipe.write(whole, 0, whole.length - 20);
                try (Wire wire = connect(server)) {
                    assertTrue(wire.ask("GET a").text().startsWith("LOADING"));
                }
            }
            assertEquals(1, server.awaitExit(), server::log);
            assertTrue(server.log().contains("the end of the file, where more should follow"), server::log);
        }
    }

    @Test
    void aSignalEndsAServerThatStillLoads() throws IOException, InterruptedException {
        byte[] whole = snapshot();
        Path file = directory.resolve("dump.rdb");
        replaceByPipe(file);
        try (ServerProcess server = ServerProcess.launchMortise("--set", "dir=" + directory, "--set", "save=3600 1")) {
            try (OutputStream pipe = Files.newOutputStream(file)) {
                pipe.write(whole, 0, whole.length - 20);
                try (Wire wire = connect(server)) {
                    assertTrue(wire.ask("GET a").text().startsWith("LOADING"));
                }
                server.terminate();
                assertEquals(0, server.awaitExit(), server::log);
            }
            assertTrue(server.log().contains("Stopping before the start is over: a signal has asked"), server::log);
            assertFalse(Files.isRegularFile(file), "something was saved over what was being loaded");
        }
    }
}
