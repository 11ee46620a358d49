package acme.snapshots;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.admin.AdminModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsModuleTest {

    @TempDir
    private Path directory;

    private TestServer start() {
        return TestServer.with(
                Map.of("acme.snapshots.directory", directory.toString(), "acme.snapshots.keep", "2"),
                new SnapshotsModule(),
                new AdminModule(),
                new StringsModule());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void bringsBackWhatWasSavedLast() {
        try (TestServer server = start()) {
            server.send("SET greeting hello");
            assertEquals(ok(), server.send("SAVE"));
            server.advance(Duration.ofHours(1));
            server.send("SET greeting hola");
            assertEquals(ok(), server.send("SAVE"));
            server.send("SET greeting lost");
        }

        try (TestServer server = start()) {
            assertEquals(bulk("hola"), server.send("GET greeting"));
        }
    }

    @Test
    void keepsTheYoungestAndWhatIsNotItsOwn() throws IOException {
        Files.writeString(directory.resolve("dump.rdb"), "somebody else's");
        try (TestServer server = start()) {
            server.send("SAVE");
            server.advance(Duration.ofHours(1));
            server.send("SAVE");
            assertEquals(List.of("2030-01-01T00-00-00.000Z.rdb", "2030-01-01T01-00-00.000Z.rdb", "dump.rdb"), files());

            server.advance(Duration.ofMillis(1));
            server.send("SAVE");
        }

        assertEquals(List.of("2030-01-01T01-00-00.000Z.rdb", "2030-01-01T01-00-00.001Z.rdb", "dump.rdb"), files());
    }

    /** Each test server begins in the same instant, so that the second one's clock is behind. */
    @Test
    void savesAfterAllOthersThoughTheClockWasSetBack() throws IOException {
        try (TestServer server = start()) {
            server.advance(Duration.ofHours(1));
            server.send("SET greeting hello");
            server.send("SAVE");
        }
        try (TestServer server = start()) {
            server.send("SET greeting hola");
            server.send("SAVE");
        }

        assertEquals(List.of("2030-01-01T01-00-00.000Z.rdb", "2030-01-01T01-00-00.001Z.rdb"), files());
        try (TestServer server = start()) {
            assertEquals(bulk("hola"), server.send("GET greeting"));
        }
    }

    @Test
    void overwritesWhatWasNeverFinished() throws IOException {
        Files.writeString(directory.resolve("unfinished"), "half of a snap");
        try (TestServer server = start()) {
            server.send("SAVE");
        }

        assertEquals(List.of("2030-01-01T00-00-00.000Z.rdb"), files());
    }

    @Test
    void doesNotStartWithOneThatIsDamaged() throws IOException {
        Files.writeString(directory.resolve("2030-01-01T00-00-00.000Z.rdb"), "no snapshot");

        String refusal = assertThrows(IllegalStateException.class, this::start).getMessage();

        assertTrue(refusal.contains("2030-01-01T00-00-00.000Z.rdb"), refusal);
        assertTrue(refusal.contains("move it away"), refusal);
    }

    @Test
    void keepsAtLeastOne() {
        Map<String, String> settings = Map.of("acme.snapshots.keep", "-1");

        String refusal = assertThrows(
                        IllegalStateException.class, () -> TestServer.with(settings, new SnapshotsModule()))
                .getMessage();

        assertTrue(refusal.contains("keep must be at least 1"), refusal);
    }
}
