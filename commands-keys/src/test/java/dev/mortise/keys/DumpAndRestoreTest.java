package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code DUMP} and {@code RESTORE}. */
class DumpAndRestoreTest {

    /** What redis-server 7.0.15 answers to DUMP of a key that holds 1. */
    private static final byte[] ONE = HexFormat.of().parseHex("00c0010a002678e7b6d10111fc");

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @AfterEach
    void close() {
        server.close();
    }

    private ReplyValue restore(String key, String ttl, byte[] value, String... options) {
        byte[][] words = new byte[4 + options.length][];
        words[0] = bytes("RESTORE");
        words[1] = bytes(key);
        words[2] = bytes(ttl);
        words[3] = value;
        for (int i = 0; i < options.length; i++) {
            words[4 + i] = bytes(options[i]);
        }
        return server.call(words);
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] dump(String key) {
        return assertInstanceOf(ReplyValue.Bulk.class, server.call("DUMP", key)).bytes();
    }

    @Test
    void bringTheValueBack() {
        server.send("TEST.PUT key");
        byte[] dumped = dump("key");

        assertEquals(OK, restore("copy", "0", dumped));

        assertEquals(bulk("key"), server.send("TEST.GET copy"));
        assertEquals(integer(-1), server.send("PTTL copy"));
    }

    @Test
    void areThoseOfRedis() {
        assertEquals(OK, restore("key", "0", ONE));
        assertEquals(bulk("1"), server.send("TEST.GET key"));
        // The same value in the older version that Redis 5 understands as well.
        assertArrayEquals(new byte[] {0, (byte) 0xC0, 1, 9, 0}, Arrays.copyOf(dump("key"), 5));
    }

    @Test
    void nothingIsNil() {
        assertEquals(nil(), server.send("DUMP nokey"));
    }

    @Test
    void aTtlIsARestOrAnInstant() {
        assertEquals(OK, restore("rest", "5000", ONE));
        assertEquals(integer(5000), server.send("PTTL rest"));
        long instant = server.nowMillis() + 7000;
        assertEquals(OK, restore("instant", Long.toString(instant), ONE, "ABSTTL"));
        assertEquals(integer(7000), server.send("PTTL instant"));
        assertEquals(OK, restore("over", Long.toString(server.nowMillis()), ONE, "absttl"));
        assertEquals(integer(0), server.send("EXISTS over"));
    }

    @Test
    void aKeyIsReplacedOnlyIfAllowed() {
        server.send("TEST.PUT key");

        assertEquals(error("BUSYKEY Target key name already exists."), restore("key", "0", ONE));
        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(OK, restore("key", "0", ONE, "REPLACE"));
        assertEquals(bulk("1"), server.send("TEST.GET key"));
    }

    @Test
    void idleTimeIsTakenOver() {
        assertEquals(OK, restore("key", "0", ONE, "IDLETIME", "1000"));
        assertEquals(integer(1000), server.send("OBJECT IDLETIME key"));
    }

    @Test
    void aChangedValueIsRefused() {
        for (int i = 0; i < ONE.length; i++) {
            byte[] changed = ONE.clone();
            changed[i] ^= 1;
            assertEquals(error("ERR DUMP payload version or checksum are wrong"), restore("key", "0", changed));
        }
        assertEquals(error("ERR DUMP payload version or checksum are wrong"), restore("key", "0", new byte[9]));
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, NOPE, ERR syntax error",
        "0, IDLETIME, ERR syntax error",
        "0, IDLETIME -1, 'ERR Invalid IDLETIME value, must be >= 0'",
        "0, FREQ 256, 'ERR Invalid FREQ value, must be >= 0 and <= 255'",
        "0, FREQ 1 IDLETIME 1, ERR syntax error",
        "-1, REPLACE, 'ERR Invalid TTL value, must be >= 0'",
        "x, REPLACE, ERR value is not an integer or out of range"
    })
    void optionsThatMakeNoSenseAreRefused(String ttl, String options, String message) {
        assertEquals(error(message), restore("key", ttl, ONE, options.split(" ", -1)));
    }
}
