package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class GetCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void repliesTheString() {
        server.send("SET greeting hello");

        assertEquals(bulk("hello"), server.send("GET greeting"));
    }

    @Test
    void repliesNilIfThereIsNoSuchKey() {
        assertEquals(nil(), server.send("GET nobody"));
    }

    @Test
    void tellsTheEmptyStringFromNone() {
        server.call("SET", "key", "");

        assertEquals(bulk(""), server.send("GET key"));
    }

    @Test
    void takesTheEmptyKeyForAKeyLikeAnyOther() {
        server.call("SET", "", "value");

        assertEquals(bulk("value"), server.call("GET", ""));
    }

    @Test
    void keepsEveryByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        server.call("SET".getBytes(US_ASCII), all, all);

        assertEquals(bulk(all), server.call("GET".getBytes(US_ASCII), all));
    }

    @Test
    void doesNotFindKeysInOtherCapitals() {
        server.send("SET key value");

        assertEquals(nil(), server.send("GET KEY"));
    }

    @Test
    void refusesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("GET key"));
    }

    @Test
    void takesOneKey() {
        assertEquals(error("ERR wrong number of arguments for 'get' command"), server.send("GET"));
        assertEquals(error("ERR wrong number of arguments for 'get' command"), server.send("GET a b"));
    }

    @Test
    void keepsStringsOfAnyLength() {
        // Around the sizes at which a store may change its layout: a byte, a page, a chunk.
        for (int length : new int[] {1, 7, 8, 9, 255, 256, 4095, 4096, 65_535, 65_536, 262_144, 1_048_577}) {
            String value = "x".repeat(length);
            assertEquals(ok(), server.call("SET", "key", value));
            assertEquals(bulk(value), server.call("GET", "key"));
        }
    }
}
