package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client notices of {@code maxmemory}. */
class MemoryLimitTest {

    private static final ReplyValue FULL = error("OOM command not allowed when used memory > 'maxmemory'.");

    private final TestServer server = TestServer.with(new StringsModule());

    @BeforeEach
    void fill() {
        // A shard tells what it takes in steps: there has to be more than one.
        server.call("SET", "filler", "x".repeat(10_000));
    }

    private void limit(long bytes, String policy) {
        server.server().changeParameters(Map.of("maxmemory", Long.toString(bytes), "maxmemory-policy", policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET key 2", "INCR key", "APPEND key x", "MSET key 2", "SETNX new 1", "GETSET key 2"})
    void refusesWhatMayTakeMemoryWhenThereIsNone(String command) {
        server.send("SET key 1");
        limit(1, "noeviction");

        assertEquals(FULL, server.send(command));
        assertEquals(bulk("1"), server.send("GET key"));
    }

    @Test
    void letsMemoryBeFreedAtTheLimit() {
        server.send("SET key value");
        limit(1, "noeviction");

        assertEquals(bulk("value"), server.send("GETDEL key"));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void refusesNothingAsLongAsTheLimitIsNotExceeded() {
        server.send("SET key value");
        limit(server.server().memory().countedBytes(), "noeviction");
        assertEquals(OK, server.send("SET key other"));

        limit(server.server().memory().countedBytes() / 2, "noeviction");
        assertEquals(FULL, server.send("SET key other"));

        limit(0, "noeviction");
        assertEquals(OK, server.send("SET key other"));
    }

    @Test
    void makesRoomIfThePolicyAllowsIt() {
        limit(1 << 20, "allkeys-random");
        for (int i = 0; i < 10_000; i++) {
            assertEquals(OK, server.call("SET", "key" + i, "x".repeat(1000)));
            assertTrue(server.server().memory().countedBytes() < (1 << 20) + 10_000);
        }
    }
}
