package dev.mortise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a start ends that does not succeed; one that does is for the integration tests, which have a process for it. */
class MainTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
    }

    private String complaint(String... words) {
        assertEquals(1, run(words));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        String said = err.toString(StandardCharsets.UTF_8).strip();
        String start = "Mortise did not start: ";
        assertTrue(said.startsWith(start), said);
        return said.substring(start.length());
    }

    @Test
    void answersHelpAndVersion() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: mortise "));
        out.reset();

        assertEquals(0, run("--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).matches("Mortise \\S+\\R"));
    }

    @Test
    void namesAWrongOption() {
        assertEquals("--prot: unknown, did you mean port? (--help lists all)", complaint("--prot", "7000"));
    }

    @Test
    void namesAMissingFile() {
        assertEquals(
                "/no/where.json: there is no such file; correct --config, or leave it out to use the defaults",
                complaint("--config", "/no/where.json"));
    }

    @Test
    void namesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertEquals(
                    "cannot listen on 127.0.0.1 port " + port + ": another program already listens there; stop it, or"
                            + " choose another port with --port",
                    complaint("--port", port, "--bind", "127.0.0.1", "--transport", "nio"));
        }
    }

    @Test
    void namesALogFileThatCannotBeWritten() {
        Path file = directory.resolve("missing/server.log");

        assertEquals(
                "logfile: cannot write to " + file + "; is its directory there, and writable for this user?",
                complaint("--logfile", file.toString()));
    }

    @Test
    void namesASocketThatCannotBeMade() {
        Path socket = directory.resolve("missing/mortise.sock");

        String complaint = complaint("--port", "0", "--unixsocket", socket.toString(), "--transport", "nio");

        assertTrue(complaint.startsWith("unixsocket: cannot listen on " + socket), complaint);
        assertEquals(1, complaint.lines().count());
    }

    @Test
    void namesAPluginThatCannotBeLoaded() throws IOException {
        Files.writeString(directory.resolve("broken.jar"), "no jar at all");

        String complaint = complaint("--plugins.directory", directory.toString());

        assertTrue(complaint.contains("broken.jar"), complaint);
        assertTrue(complaint.endsWith("--plugins.strict no starts without what cannot be loaded."), complaint);
    }
}
