package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class TouchCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void countsTheKeysThatExistAsOftenAsTheyAreNamed() {
        server.send("TEST.PUT string");
        server.send("TEST.OTHER other");

        assertEquals(integer(3), server.send("TOUCH string nobody other string"));
        assertEquals(integer(0), server.send("TOUCH nobody"));
    }

    @Test
    void doesNotSeeWhatHasExpired() {
        server.send("TEST.PUT key 10");

        server.advance(ofMillis(9));
        assertEquals(integer(1), server.send("TOUCH key"));

        server.advance(ofMillis(1));
        assertEquals(integer(0), server.send("TOUCH key"));
    }

    @Test
    void needsAKey() {
        assertEquals(error("ERR wrong number of arguments for 'touch' command"), server.send("TOUCH"));
    }
}
