package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class StrlenCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void countsBytesNotCharacters() {
        server.call("SET", "key", "müde");

        assertEquals(integer(5), server.send("STRLEN key"));
    }

    @Test
    void isZeroForNothing() {
        server.call("SET", "key", "");

        assertEquals(integer(0), server.send("STRLEN key"));
        assertEquals(integer(0), server.send("STRLEN nobody"));
    }

    @Test
    void countsTheDigitsOfANumber() {
        server.send("DECRBY key 100");

        assertEquals(integer(4), server.send("STRLEN key"));
    }

    @Test
    void refusesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("STRLEN key"));
    }
}
