package acme.changes;

import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesModuleTest {

    /** The instant at which tests begin. */
    private static final String NOW = "1893456000000";

    @TempDir
    private Path directory;

    private TestServer server(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("acme.changes.file", log().toString()));
        settings.putAll(more);
        return TestServer.with(settings, new ChangesModule(), new KeysModule(), new StringsModule());
    }

    private Path log() {
        return directory.resolve("changes.log");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log());
    }

    @Test
    void writesWhatHasChangedAndNothingElse() throws IOException {
        try (TestServer server = server(Map.of())) {
            server.send("SET greeting hello");
            server.send("GET greeting");
            server.call("APPEND", "greeting", " \"ana\"\n\u00e4");
            server.send("DEL nobody");
            server.advance(Duration.ofMillis(100));

            assertEquals(
                    List.of(
                            "1 " + NOW + " 0 \"SET\" \"greeting\" \"hello\"",
                            "2 " + NOW + " 0 \"APPEND\" \"greeting\" \" \\\"ana\\\"\\n\\xc3\\xa4\""),
                    lines());
        }
    }

    @Test
    void writesTenTimesASecondAndAtTheEnd() throws IOException {
        try (TestServer server = server(Map.of())) {
            server.send("SET a 1");
            server.advance(Duration.ofMillis(99));
            assertEquals(List.of(), lines());

            server.advance(Duration.ofMillis(1));
            assertEquals(1, lines().size());
            server.send("SET b 2");
        }
        assertEquals(2, lines().size());
    }

    @Test
    void tellsWhenKeysEnd() throws IOException {
        try (TestServer server = server(Map.of())) {
            server.send("SET short 1 PX 10");
            server.advance(Duration.ofMillis(10));
            server.reclaimExpired();
            server.advance(Duration.ofMillis(100));

            assertTrue(lines().getLast().endsWith("0 \"DEL\" \"short\""), lines().toString());
        }
    }

    @Test
    void beginsANewFileWhenOneIsFull() throws IOException {
        try (TestServer server = server(Map.of("acme.changes.maxBytes", "100", "acme.changes.files", "2"))) {
            for (int i = 0; i < 10; i++) {
                server.send("SET key" + i + " value");
                server.advance(Duration.ofMillis(100));
            }

            assertTrue(lines().getLast().contains("key9"), lines().toString());
            assertTrue(Files.exists(directory.resolve("changes.log.1")));
            assertTrue(Files.exists(directory.resolve("changes.log.2")));
            assertFalse(Files.exists(directory.resolve("changes.log.3")));
            for (String name : List.of("changes.log", "changes.log.1", "changes.log.2")) {
                assertTrue(Files.size(directory.resolve(name)) <= 100, name);
            }
        }
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Files.writeString(log(), "7 1 0 \"SET\" \"cut off by a cra");
        try (TestServer server = server(Map.of())) {
            server.send("SET key value");
        }

        assertEquals(2, lines().size());
        assertTrue(lines().getLast().endsWith("\"SET\" \"key\" \"value\""));
    }

    @Test
    void losesRatherThanLetsClientsWaitAndTells() throws IOException {
        try (TestServer server = server(Map.of("acme.changes.bufferBytes", "1000"))) {
            assertEquals(ok(), server.call("SET", "large", "x".repeat(1000)));
            assertEquals(ok(), server.send("SET small 1"));
            server.advance(Duration.ofMillis(100));

            assertTrue(lines().getFirst().startsWith("2 "), lines().toString());
            assertTrue(server.server().info(Set.of("everything")).contains("units_lost:1"));
        }
    }
}
