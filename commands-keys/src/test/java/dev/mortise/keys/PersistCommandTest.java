package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class PersistCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void letsAKeyLiveOn() {
        server.send("TEST.PUT key 10");

        assertEquals(integer(1), server.send("PERSIST key"));

        server.advance(ofDays(1));
        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(integer(-1), server.send("TTL key"));
    }

    @Test
    void hasNothingToDoForAKeyWithoutExpiry() {
        server.send("TEST.PUT key");

        assertEquals(integer(0), server.send("PERSIST key"));
        assertEquals(integer(0), server.send("PERSIST nobody"));
    }

    @Test
    void comesTooLateOnceTheTimeIsOver() {
        server.send("TEST.PUT key 10");
        server.advance(ofMillis(10));

        assertEquals(integer(0), server.send("PERSIST key"));
        assertEquals(integer(0), server.send("EXISTS key"));
    }
}
