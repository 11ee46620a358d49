package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppendCommandTest {

    private static final int LIMIT_BYTES = 1 << 20;

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void writesAtTheEndAndRepliesTheLength() {
        assertEquals(integer(5), server.send("APPEND key hello"));
        assertEquals(integer(11), server.send("APPEND key ' world'"));

        assertEquals(bulk("hello world"), server.send("GET key"));
    }

    @Test
    void createsAKeyEvenByNothing() {
        assertEquals(integer(0), server.send("APPEND key ''"));

        assertEquals(status("string"), server.send("TEST.TYPE key"));
        assertEquals(integer(0), server.send("APPEND key ''"));
        assertEquals(bulk(""), server.send("GET key"));
    }

    @Test
    void keepsTheExpiry() {
        server.send("SET key a PX 10");
        server.send("APPEND key b");

        server.advance(ofMillis(9));
        assertEquals(bulk("ab"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void startsAfreshWhereAKeyHasExpired() {
        server.send("SET key old PX 10");
        server.advance(ofMillis(10));

        assertEquals(integer(3), server.send("APPEND key new"));
        server.advance(ofMillis(10));
        assertEquals(bulk("new"), server.send("GET key"));
    }

    @Test
    void goesOnFromANumber() {
        server.send("INCR key");

        assertEquals(integer(2), server.send("APPEND key 0"));
        assertEquals(integer(11), server.send("INCR key"));
    }

    @Test
    void growsAStringBitByBit() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            String piece = "piece " + i + ";";
            expected.append(piece);
            assertEquals(integer(expected.length()), server.call("APPEND", "key", piece));
        }

        assertEquals(bulk(expected.toString()), server.send("GET key"));
    }

    @Test
    void refusesToExceedTheLimit() {
        server.server().changeParameters(Map.of("proto-max-bulk-len", Integer.toString(LIMIT_BYTES)));
        server.call("SET", "key", "x".repeat(LIMIT_BYTES - 1));

        assertEquals(integer(LIMIT_BYTES), server.send("APPEND key y"));
        assertEquals(integer(LIMIT_BYTES), server.send("APPEND key ''"));
        assertEquals(
                error("ERR string exceeds maximum allowed size (proto-max-bulk-len)"), server.send("APPEND key z"));
        assertEquals(integer(LIMIT_BYTES), server.send("STRLEN key"));
    }

    @Test
    void refusesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("APPEND key value"));
    }
}
