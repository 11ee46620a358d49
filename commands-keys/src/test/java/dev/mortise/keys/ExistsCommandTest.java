package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class ExistsCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void countsTheKeysThatExist() {
        server.send("TEST.PUT string");
        server.send("TEST.OTHER other");

        assertEquals(integer(1), server.send("EXISTS string"));
        assertEquals(integer(0), server.send("EXISTS nobody"));
        assertEquals(integer(2), server.send("EXISTS nobody string other"));
    }

    @Test
    void countsAKeyAsOftenAsItIsNamed() {
        server.send("TEST.PUT key");

        assertEquals(integer(2), server.send("EXISTS key nobody key"));
    }

    @Test
    void doesNotSeeWhatHasExpired() {
        server.send("TEST.PUT key 10");

        server.advance(ofMillis(9));
        assertEquals(integer(1), server.send("EXISTS key"));

        server.advance(ofMillis(1));
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void needsAKey() {
        assertEquals(error("ERR wrong number of arguments for 'exists' command"), server.send("EXISTS"));
    }
}
