package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class FlushCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void removesAllKeysAndCountsThem() {
        server.send("MSET a 1 b 2");
        server.send("TEST.OTHER c");

        assertEquals(integer(3), server.send("FLUSH"));
        assertEquals(array(nil(), nil()), server.send("MGET a b"));
    }

    @Test
    void findsNothingTheSecondTime() {
        server.send("SET key value");

        assertEquals(integer(1), server.send("FLUSH"));
        assertEquals(integer(0), server.send("FLUSH"));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'flush' command"), server.send("FLUSH all"));
    }
}
