package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class DbsizeCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void countsKeysOfAnyType() {
        assertEquals(integer(0), server.send("DBSIZE"));

        server.send("TEST.PUT string");
        server.send("TEST.PUT string");
        server.send("TEST.OTHER other");
        assertEquals(integer(2), server.send("DBSIZE"));

        server.send("DEL other");
        assertEquals(integer(1), server.send("DBSIZE"));
    }

    @Test
    void countsAKeyThatHasExpiredUntilItsMemoryIsReclaimed() {
        server.send("TEST.PUT key 10");
        server.advance(ofMillis(10));
        assertEquals(integer(1), server.send("DBSIZE"));

        server.reclaimExpired();
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void staysInTheDatabaseOfTheClient() {
        server.send("TEST.PUT key");
        server.send("TEST.SELECT 1");

        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'dbsize' command"), server.send("DBSIZE x"));
    }
}
