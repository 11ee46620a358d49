package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is there after a restart, and when a server does not start. */
class RestartTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file() {
        return directory.resolve("dump.rdb");
    }

    private ServerProcess start(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--set";
        all[options.length + 1] = "dir=" + directory;
        return ServerProcess.startMortise(all);
    }

    @ParameterizedTest
    @CsvSource({
        "SHUTDOWN, true",
        "SHUTDOWN SAVE, true",
        "SHUTDOWN NOSAVE, false",
    })
    void savesAtTheEndIfThereAreRules(String command, boolean saved) {
        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            wire.send(Words.request(command));
            wire.untilClosed();
            assertEquals(0, server.awaitExit(), server::log);
        }
        assertEquals(saved, Files.exists(file()));
    }

    @Test
    void savesWhenASupervisorEndsIt() {
        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            server.terminate();
            assertEquals(0, server.awaitExit(), server::log);
        }
        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            assertEquals("value", wire.ask("GET key").text());
        }
    }

    @Test
    void leavesTheDirectoryAloneThatNobodyNamed() {
        try (ServerProcess server = ServerProcess.startMortise();
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            assertEquals(
                    ReplyValue.array(ReplyValue.bulk("save"), ReplyValue.bulk("")),
                    wire.ask("CONFIG GET save").value());
            server.terminate();
            assertEquals(0, server.awaitExit(), server::log);
            // Closing the harness fails if anything was written to the directory it was started in.
        }
    }

    @Test
    void savesByTheRules() {
        try (ServerProcess server = start("--set", "save=1 3");
                Wire wire = Wire.to(server)) {
            wire.ask("MSET a 1 b 2 c 3");
            server.awaitLog("3 changes in 1 seconds. Saving...");
            server.awaitLog("Saved 3 keys");
            assertTrue(wire.ask("INFO persistence").text().contains("rdb_changes_since_last_save:0\r\n"));
        }
        assertTrue(Files.exists(file()));
    }

    @Test
    void doesNotStartWithADamagedFile() throws IOException {
        try (ServerProcess server = start();
                Wire wire = Wire.to(server)) {
            wire.ask("MSET a 1 b 2 c 3");
            assertEquals("OK", wire.ask("SAVE").text());
        }
        byte[] whole = Files.readAllBytes(file());
        byte[] part = Arrays.copyOf(whole, whole.length - 12);
        Files.write(file(), part);

        ServerProcess.NotStarted refused = assertThrows(ServerProcess.NotStarted.class, this::start);

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("dump.rdb: byte " + part.length + ", "), message);
        assertTrue(message.contains("the end of the file"), message);
        assertTrue(message.contains("move it away to start without data"), message);
        assertFalse(message.contains("\tat "), "no stack trace");
        assertArrayEquals(part, Files.readAllBytes(file()));
    }

    @Test
    void refusesWritesWhenItCannotSave() throws IOException {
        Path nowhere = directory.resolve("data");
        Files.createDirectory(nowhere);
        try (ServerProcess server = ServerProcess.startMortise("--set", "dir=" + nowhere, "--set", "save=1 1");
                Wire wire = Wire.to(server)) {
            Files.delete(nowhere);
            assertEquals("OK", wire.ask("SET key value").text());
            server.awaitLog("The snapshot could not be saved: " + nowhere.resolve("dump.rdb"));
            assertTrue(wire.ask("SET key other").text().startsWith("MISCONF Redis is configured to save RDB"));
            assertEquals("value", wire.ask("GET key").text());
            assertTrue(wire.ask("INFO persistence").text().contains("rdb_last_bgsave_status:err\r\n"));

            wire.ask("CONFIG SET stop-writes-on-bgsave-error no");
            Await.until(
                    "it takes writes again",
                    Duration.ofSeconds(10),
                    () -> wire.ask("SET key other").text().equals("OK"));

            Files.createDirectory(nowhere);
            assertEquals("OK", wire.ask("SAVE").text());
            assertTrue(wire.ask("INFO persistence").text().contains("rdb_last_bgsave_status:ok\r\n"));
        }
    }

    @Test
    void reloadsWhatItSaves() {
        try (ServerProcess server = start("--set", "enable-debug-command=yes");
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            wire.ask("SET ending value PXAT 4000000000000");
            String digest = wire.ask("DEBUG DIGEST").text();
            assertEquals("OK", wire.ask("DEBUG RELOAD").text());
            assertEquals(digest, wire.ask("DEBUG DIGEST").text());
            wire.ask("SET more value");
            assertEquals("OK", wire.ask("DEBUG RELOAD NOSAVE").text());
            assertEquals(digest, wire.ask("DEBUG DIGEST").text());
            wire.ask("SET more value");
            assertEquals("OK", wire.ask("DEBUG RELOAD NOSAVE NOFLUSH MERGE").text());
            assertEquals("value", wire.ask("GET more").text());
        }
    }
}
