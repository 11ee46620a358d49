package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void removesKeysOfAnyTypeAndCountsThem(String command) {
        server.send("TEST.PUT string");
        server.send("TEST.OTHER other");
        server.send("TEST.PUT third");

        assertEquals(integer(2), server.send(command + " string nobody other"));
        assertEquals(integer(1), server.send("EXISTS string other third"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void countsAKeyOnce(String command) {
        server.send("TEST.PUT key");

        assertEquals(integer(1), server.send(command + " key key"));
        assertEquals(integer(0), server.send(command + " key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void doesNotCountWhatHasExpired(String command) {
        server.send("TEST.PUT key 10");
        server.advance(ofMillis(10));

        assertEquals(integer(0), server.send(command + " key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void removesTheExpiryToo(String command) {
        server.send("TEST.PUT key 10");
        server.send(command + " key");
        server.send("TEST.PUT key");

        assertEquals(integer(-1), server.send("TTL key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void needsAKey(String command) {
        assertEquals(
                error("ERR wrong number of arguments for '" + command.toLowerCase(Locale.ROOT) + "' command"),
                server.send(command));
    }
}
