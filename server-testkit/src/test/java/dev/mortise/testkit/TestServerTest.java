package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.LatencyMonitor;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a module can know of the server it is in. */
class TestServerTest {

    private final TestServer server = TestServer.with();

    @AfterEach
    void close() {
        server.close();
    }

    private void put(int database, String key, Duration life) {
        server.server().keyspace().write(database, Slice.of(key), entry -> {
            entry.set(Types.STRING, Slice.of("x"));
            if (life.isPositive()) {
                entry.expireAtMillis(server.nowMillis() + life.toMillis());
            }
            return null;
        });
    }

    @Test
    void isOfAVersionAndAnswersAsOneOfRedis() {
        assertEquals("0-test", server.server().version());
        assertEquals("7.0.15", server.server().redisVersion());
    }

    private record Settings(Map<String, String> tokens, List<String> names) {}

    private static Settings bound(Map<String, String> given) {
        AtomicReference<Settings> bound = new AtomicReference<>();
        try (TestServer _ = TestServer.with(given, setup -> bound.set(setup.config(Settings.class)))) {
            return bound.get();
        }
    }

    @Test
    void settingsAreGivenAsTextsWholeOrOneByOne() {
        Settings expected = new Settings(Map.of("ana", "mango", "bob", "banana"), List.of("ana", "bob"));

        assertEquals(
                expected,
                bound(Map.of(
                        "dev.mortise.testkit.tokens", "ana=mango bob=banana",
                        "dev.mortise.testkit.names", "ana bob")));
        assertEquals(
                expected,
                bound(Map.of(
                        "dev.mortise.testkit.tokens.ana", "mango",
                        "dev.mortise.testkit.tokens.bob", "banana",
                        "dev.mortise.testkit.names", "ana bob")));
    }

    @Test
    void parametersOfTheServerAreGivenAsSettingsAre() {
        try (TestServer limited = TestServer.with(Map.of("maxmemory", "1000000", "notify-keyspace-events", "KEA"))) {
            Map<String, String> parameters = limited.server().parameters();
            assertEquals("1000000", parameters.get("maxmemory"));
            assertEquals("KEA", parameters.get("notify-keyspace-events"));
        }
    }

    @Test
    void numbersStayNumbers() {
        ServerError refused =
                assertThrows(ServerError.class, () -> server.server().changeParameters(Map.of("maxmemory", "much")));

        assertEquals(
                "CONFIG SET failed (possibly related to argument 'maxmemory') - argument couldn't be parsed into an"
                        + " integer",
                refused.getMessage());
        assertEquals("0", server.server().parameters().get("maxmemory"));
    }

    /** Writes a file into the data directory of the module. */
    private static void write(Setup setup, String name) {
        try {
            Files.createFile(setup.dataDirectory().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void twoServersOfOneDirectoryAreOneThatWasRestarted(@TempDir Path directory) {
        Map<String, String> settings = Map.of("dir", directory.toString());

        TestServer.with(settings, setup -> write(setup, "first")).close();
        TestServer.with(settings, setup -> write(setup, "second")).close();

        Path files = directory.resolve("plugin-data").resolve("dev.mortise.testkit");
        assertTrue(Files.exists(files.resolve("first")));
        assertTrue(Files.exists(files.resolve("second")));
    }

    @Test
    void aServerWithoutOneHasADirectoryForAsLongAsItLives() {
        Path directory = Path.of(server.server().parameters().getOrDefault("dir", ""));
        assertTrue(Files.isDirectory(directory));

        server.close();

        assertFalse(Files.exists(directory));
    }

    @Test
    void whatTookLongIsNotedFromTheThresholdOn() {
        LatencyMonitor latency = server.server().latency();
        latency.happened("refill", 1000);
        server.server().changeParameters(Map.of("latency-monitor-threshold", "5"));
        latency.happened("refill", 4);
        assertNull(latency.event("refill"));

        latency.happened("refill", 5);

        LatencyMonitor.Event event = latency.event("refill");
        assertNotNull(event);
        assertEquals(5, event.highestMillis());
    }

    @Test
    void keysWithAnExpiryAreCountedForEachDatabase() {
        Keyspace keyspace = server.server().keyspace();
        put(0, "forever", Duration.ZERO);
        put(0, "short", Duration.ofMillis(10));
        put(3, "long", Duration.ofDays(1));

        assertEquals(2, keyspace.size(0));
        assertEquals(1, keyspace.expiring(0));
        assertEquals(1, keyspace.expiring(3));
        assertEquals(0, keyspace.expiring(1));

        server.advance(Duration.ofMillis(10));
        server.reclaimExpired();
        assertEquals(0, keyspace.expiring(0));
        keyspace.write(3, Slice.of("long"), entry -> {
            entry.expireAtMillis(Entry.NEVER);
            return null;
        });
        assertEquals(0, keyspace.expiring(3));
    }
}
