package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real disks that will not take a snapshot: what was there before stays, and the server goes on. */
class DiskTest {

    private static final long MOST_BYTES = 256 << 10;

    @TempDir
    private Path directory = Path.of("");

    private Path file() {
        return directory.resolve("dump.rdb");
    }

    private List<String> files() throws IOException {
        try (var found = Files.list(directory)) {
            return found.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }

    /** The system cuts the file off in the middle of a write, as a full disk does. */
    @Test
    void thatEndInTheMiddle() throws IOException {
        byte[] first;
        try (ServerProcess server = ServerProcess.startMortiseWithSmallFiles(
                        MOST_BYTES, "--set", "dir=" + directory, "--set", "save=", "--set", "rdbcompression=no");
                Wire wire = Wire.to(server)) {
            assertEquals("OK", wire.ask("SET key first").text());
            assertEquals("OK", wire.ask("SAVE").text());
            first = Files.readAllBytes(file());

            assertEquals(
                    "OK", wire.ask("SET long " + "x".repeat((int) MOST_BYTES)).text());
            String refused = wire.ask("SAVE").text();
            assertTrue(refused.startsWith("ERR the snapshot could not be saved: " + file()), refused);
            assertTrue(refused.contains("too large"), refused);
            assertArrayEquals(first, Files.readAllBytes(file()));
            assertEquals(List.of("dump.rdb"), files());
            assertEquals("first", wire.ask("GET key").text());
            assertTrue(wire.ask("INFO persistence").text().contains("rdb_last_bgsave_status:err\r\n"));

            wire.ask("DEL long");
            assertEquals("OK", wire.ask("SAVE").text());
        }
    }

    /** Nobody may write there, not even the superuser, whom a test may run as. */
    @Test
    void thatNobodyMayWriteTo() {
        Path sealed = Path.of("/sys/kernel");
        Assumptions.assumeTrue(Files.isDirectory(sealed), "no directory that cannot be written to");
        try (ServerProcess server = ServerProcess.startMortise("--set", "dir=" + sealed, "--set", "save=");
                Wire wire = Wire.to(server)) {
            wire.ask("SET key value");
            String refused = wire.ask("SAVE").text();
            assertTrue(
                    refused.startsWith("ERR the snapshot could not be saved: " + sealed.resolve("dump.rdb")), refused);
            assertTrue(refused.contains("ermission denied"), refused);
            assertEquals(
                    "ERR Errors trying to SHUTDOWN. Check logs.",
                    wire.ask("SHUTDOWN SAVE").text());
            assertEquals("value", wire.ask("GET key").text());
        }
    }
}
