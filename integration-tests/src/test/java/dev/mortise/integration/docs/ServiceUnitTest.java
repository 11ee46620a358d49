package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd in {@code docs/operating.md} starts and stops the packaged server as the page says. */
class ServiceUnitTest {

    private static final Path PAGE = Path.of("..", "docs", "operating.md");
    private static final String PACKAGE = "/opt/mortise";
    private static final String CONFIGURATION = "/etc/mortise";
    private static final String DATA = "/var/lib/mortise";

    @TempDir
    private Path directory;

    private final Map<String, String> unit = new LinkedHashMap<>();
    private String text = "";

    @BeforeEach
    void read() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("[Unit]");
        text = page.substring(start, page.indexOf("```", start));
        for (String line : text.lines().filter(each -> each.contains("=")).toList()) {
            String[] pair = line.split("=", 2);
            assertEquals(null, unit.put(pair[0], pair[1]), pair[0]);
        }
    }

    private String value(String name) {
        return unit.getOrDefault(name, "");
    }

    /** {@return what it says, of the package that was built and of directories for this test} */
    private String here(String line) throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Path data = Files.createDirectories(directory.resolve("data"));
        return line.replace(PACKAGE, Product.home().toAbsolutePath().normalize().toString())
                .replace(CONFIGURATION, conf.toString())
                .replace(DATA, data.toString());
    }

    @Test
    void startsTheServerAndHasItSaveWhenItStops() throws IOException {
        List<String> command = new ArrayList<>(List.of(here(value("ExecStart")).split(" ")));
        Path program = Path.of(command.removeFirst());
        assertTrue(Files.isExecutable(program), program.toString());
        Path file = Path.of(command.get(command.indexOf("--config") + 1));
        Files.writeString(file, "{}");

        try (ServerProcess server = ServerProcess.startMortise(command.toArray(String[]::new));
                Wire wire = Wire.to(server)) {
            assertEquals("OK", wire.ask("SET key value").text());
            wire.ask("CONFIG SET timeout 77");
            assertEquals("OK", wire.ask("CONFIG REWRITE").text());

            server.terminate();
            // Anything else, and Restart=on-failure would start it again.
            assertEquals(0, server.awaitExit(), server::log);
        }
        assertTrue(Files.exists(directory.resolve("data").resolve("dump.rdb")));
        assertTrue(Files.readString(file).contains("77"));
    }

    @Test
    void letsItWriteWhereItHasTo() {
        assertEquals("strict", value("ProtectSystem"));
        assertEquals(
                List.of(DATA, CONFIGURATION), List.of(value("ReadWritePaths").split(" ")));
        assertEquals(DATA, value("WorkingDirectory"));
        assertTrue(value("ExecStart").contains(" --config " + CONFIGURATION + "/"), text);
        assertTrue(value("ExecStart").endsWith(" --dir " + DATA), text);
    }

    @Test
    void letsAsManyConnectAsAreAllowed() {
        try (ServerProcess server = ServerProcess.startMortise();
                Wire wire = Wire.to(server)) {
            ReplyValue.Array answer =
                    (ReplyValue.Array) wire.ask("CONFIG GET maxclients").value();
            String limit = ((ReplyValue.Bulk) answer.elements().getLast()).utf8();

            assertTrue(Integer.parseInt(value("LimitNOFILE")) > Integer.parseInt(limit), limit);
        }
    }

    @Test
    void promisesNothingThatTheServerDoesNotDo() {
        // The server tells nobody that it is ready, and a JVM cannot do without memory that is written and run.
        assertEquals("exec", value("Type"));
        assertFalse(unit.containsKey("MemoryDenyWriteExecute"));
    }

    @Test
    void isWhatSystemdUnderstands() throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("mortise.service"), here(text));
        Process verify;
        try {
            verify = new ProcessBuilder("systemd-analyze", "verify", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no systemd-analyze here");
            return;
        }
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, verify.waitFor(), said);
        assertFalse(said.contains("mortise.service"), said);
    }
}
