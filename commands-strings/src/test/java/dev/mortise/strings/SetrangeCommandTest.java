package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SetrangeCommandTest {

    private static final int LIMIT_BYTES = 1 << 20;
    private static final ReplyValue TOO_LONG = error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void writesOverWhatIsThere() {
        server.send("SET key 'Hello World'");

        assertEquals(integer(11), server.send("SETRANGE key 6 Redis"));
        assertEquals(bulk("Hello Redis"), server.send("GET key"));
        assertEquals(integer(12), server.send("SETRANGE key 10 s!"));
        assertEquals(bulk("Hello Redis!"), server.send("GET key"));
    }

    @Test
    void fillsGapsWithZeros() {
        server.send("SET key ab");

        assertEquals(integer(5), server.send("SETRANGE key 4 c"));
        assertEquals(bulk("ab\0\0c"), server.send("GET key"));
        assertEquals(integer(3), server.send("SETRANGE fresh 2 x"));
        assertEquals(bulk("\0\0x"), server.send("GET fresh"));
    }

    @Test
    void writesNothingAndChangesNothing() {
        server.send("SET key ab");

        assertEquals(integer(2), server.send("SETRANGE key 10 ''"));
        assertEquals(bulk("ab"), server.send("GET key"));
        assertEquals(integer(0), server.send("SETRANGE missing 10 ''"));
        assertEquals(integer(0), server.send("SETRANGE missing 9223372036854775807 ''"));
        assertEquals(status("none"), server.send("TEST.TYPE missing"));
    }

    @Test
    void keepsTheExpiry() {
        server.send("SET key abc PX 10");
        server.send("SETRANGE key 1 x");
        server.send("SETRANGE key 100 y");

        server.advance(ofMillis(9));
        assertEquals(integer(101), server.send("STRLEN key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void startsAfreshWhereAKeyHasExpired() {
        server.send("SET key old PX 10");
        server.advance(ofMillis(10));

        assertEquals(integer(2), server.send("SETRANGE key 1 x"));
        assertEquals(bulk("\0x"), server.send("GET key"));
    }

    @Test
    void refusesToExceedTheLimit() {
        server.server().changeParameters(Map.of("proto-max-bulk-len", Integer.toString(LIMIT_BYTES)));

        assertEquals(TOO_LONG, server.send("SETRANGE key " + LIMIT_BYTES + " x"));
        assertEquals(TOO_LONG, server.send("SETRANGE key " + (LIMIT_BYTES - 1) + " xy"));
        assertEquals(TOO_LONG, server.send("SETRANGE key 9223372036854775807 xy"));
        assertEquals(status("none"), server.send("TEST.TYPE key"));

        assertEquals(integer(LIMIT_BYTES), server.send("SETRANGE key " + (LIMIT_BYTES - 1) + " x"));
        assertEquals(TOO_LONG, server.send("SETRANGE key " + LIMIT_BYTES + " x"));
        assertEquals(integer(LIMIT_BYTES), server.send("SETRANGE key " + LIMIT_BYTES + " ''"));
    }

    @Test
    void refusesOffsetsThatAreNone() {
        ReplyValue noNumber = error("ERR value is not an integer or out of range");
        assertEquals(noNumber, server.send("SETRANGE key x y"));
        assertEquals(noNumber, server.send("SETRANGE key 9223372036854775808 y"));
        assertEquals(error("ERR offset is out of range"), server.send("SETRANGE key -1 y"));
        assertEquals(error("ERR offset is out of range"), server.send("SETRANGE key -1 ''"));
    }

    @Test
    void refusesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("SETRANGE key 0 x"));
        assertEquals(WRONG_TYPE, server.send("SETRANGE key 0 ''"));
        assertEquals(error("ERR offset is out of range"), server.send("SETRANGE key -1 x"));
    }

    @Test
    void writesLikeAnArray() {
        long seed = 11;
        Random random = new Random(seed);
        byte[] model = {};
        for (int i = 0; i < 500; i++) {
            byte[] piece = new byte[1 + random.nextInt(1 << random.nextInt(12))];
            random.nextBytes(piece);
            int offset = random.nextInt(2 << random.nextInt(17));
            model = Arrays.copyOf(model, Math.max(model.length, offset + piece.length));
            System.arraycopy(piece, 0, model, offset, piece.length);

            ReplyValue length = server.call(bytes("SETRANGE"), bytes("key"), bytes(Integer.toString(offset)), piece);

            assertEquals(integer(model.length), length, "seed " + seed);
            assertEquals(bulk(model), server.send("GET key"), "seed " + seed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
