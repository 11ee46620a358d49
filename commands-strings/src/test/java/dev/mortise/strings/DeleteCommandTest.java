package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class DeleteCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void removesKeysOfAnyTypeAndCountsThem() {
        server.send("SET key value");
        server.send("TEST.OTHER other");

        assertEquals(integer(2), server.send("DELETE key nobody other"));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void countsAKeyOnce() {
        server.send("SET key value");

        assertEquals(integer(1), server.send("DELETE key key"));
        assertEquals(integer(0), server.send("DELETE key"));
    }

    @Test
    void doesNotCountWhatHasExpired() {
        server.send("SET key value PX 10");
        server.advance(ofMillis(10));

        assertEquals(integer(0), server.send("DELETE key"));
    }

    @Test
    void needsAKey() {
        assertEquals(error("ERR wrong number of arguments for 'delete' command"), server.send("DELETE"));
    }
}
