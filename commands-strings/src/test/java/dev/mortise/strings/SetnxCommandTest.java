package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class SetnxCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void setsWhatDoesNotExist() {
        assertEquals(integer(1), server.send("SETNX key value"));

        assertEquals(bulk("value"), server.send("GET key"));
    }

    @Test
    void leavesWhatExists() {
        server.send("SET key first");

        assertEquals(integer(0), server.send("SETNX key second"));
        assertEquals(bulk("first"), server.send("GET key"));
    }

    @Test
    void leavesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(integer(0), server.send("SETNX key value"));
        assertEquals(status("other"), server.send("TEST.TYPE key"));
    }

    @Test
    void inheritsNothingFromAKeyThatHasExpired() {
        server.send("SET key value PX 10");
        server.advance(ofMillis(10));

        assertEquals(integer(1), server.send("SETNX key value"));
        server.advance(ofDays(1));
        assertEquals(bulk("value"), server.send("GET key"));
    }
}
