package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpireCommandTest {

    private static final ReplyValue NX_AND_ANOTHER =
            error("ERR NX and XX, GT or LT options at the same time are not compatible");
    private static final ReplyValue GT_AND_LT = error("ERR GT and LT options at the same time are not compatible");

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @ParameterizedTest
    @ValueSource(strings = {"EXPIRE key 2", "PEXPIRE key 2000"})
    void saysHowLongAKeyLives(String line) {
        server.send("TEST.PUT key");

        assertEquals(integer(1), server.send(line));

        server.advance(ofMillis(1999));
        assertEquals(integer(1), server.send("EXISTS key"));

        server.advance(ofMillis(1));
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPIREAT key %d", "PEXPIREAT key %d000"})
    void saysWhenAKeyEnds(String line) {
        long second = server.nowMillis() / 1000 + 2;
        server.send("TEST.PUT key");

        assertEquals(integer(1), server.send(line.formatted(second)));

        server.advance(ofMillis(second * 1000 - server.nowMillis() - 1));
        assertEquals(integer(1), server.send("EXISTS key"));

        server.advance(ofMillis(1));
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void leavesTheValueAlone() {
        server.send("TEST.PUT key");
        server.send("EXPIRE key 10");

        assertEquals(bulk("key"), server.send("TEST.GET key"));

        server.send("EXPIRE key 20");
        assertEquals(bulk("key"), server.send("TEST.GET key"));
    }

    @Test
    void endsValuesOfAnyType() {
        server.send("TEST.OTHER key");

        assertEquals(integer(1), server.send("PEXPIRE key 10"));

        server.advance(ofMillis(10));
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void replacesTheExpiryBefore() {
        server.send("TEST.PUT key 10");
        assertEquals(integer(1), server.send("PEXPIRE key 20"));
        assertEquals(integer(20), server.send("PTTL key"));

        assertEquals(integer(1), server.send("PEXPIRE key 5"));
        assertEquals(integer(5), server.send("PTTL key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXPIRE key 0",
                "EXPIRE key -1",
                "EXPIRE key -9223372036854775",
                "PEXPIRE key 0",
                "PEXPIRE key -1",
                "PEXPIRE key -9223372036854775808",
                "EXPIREAT key 1",
                "EXPIREAT key 0",
                "EXPIREAT key -9223372036854775",
                "PEXPIREAT key 0"
            })
    void removesAKeyWhoseTimeIsOver(String line) {
        server.send("TEST.PUT key");

        assertEquals(integer(1), server.send(line));
        assertEquals(integer(0), server.send("EXISTS key"));
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void isRefusedToAMissingKey() {
        assertEquals(integer(0), server.send("EXPIRE nobody 10"));
        assertEquals(integer(0), server.send("EXPIRE nobody -10"));
    }

    @Nested
    class Range {

        @Test
        void endsWhereMillisecondsEnd() {
            long longest = Long.MAX_VALUE - server.nowMillis();
            server.send("TEST.PUT key");

            assertEquals(integer(1), server.send("PEXPIRE key " + longest));
            assertEquals(integer(1), server.send("EXPIRE key " + longest / 1000));
            assertEquals(integer(1), server.send("EXPIREAT key " + Long.MAX_VALUE / 1000));
            assertEquals(integer(1), server.send("PEXPIREAT key " + Long.MAX_VALUE));
            assertEquals(integer(1), server.send("EXISTS key"));
        }

        @ParameterizedTest
        @CsvSource({
            "expire, 9223372036854775807",
            "expire, 9223372036854776",
            "expire, 9223372036854775",
            "expire, -9223372036854776",
            "expire, -9223372036854775808",
            "expireat, 9223372036854776",
            "expireat, -9223372036854776",
            "pexpire, 9223372036854775807"
        })
        void isCheckedBeforeTheKey(String command, String time) {
            ReplyValue invalid = error("ERR invalid expire time in '" + command + "' command");
            server.send("TEST.PUT key");

            assertEquals(invalid, server.call(command, "key", time));
            assertEquals(invalid, server.call(command, "nobody", time));
            assertEquals(integer(-1), server.send("TTL key"));
        }

        @Test
        void holdsTheLastInstantAsNearlyAsCanBe() {
            server.send("TEST.PUT key");
            server.send("PEXPIREAT key 9223372036854775807");

            // The largest number means "never" here, so the last instant is a millisecond earlier than in Redis.
            assertEquals(integer(Long.MAX_VALUE - 1), server.send("PEXPIRETIME key"));
            assertEquals(integer(9_223_372_036_854_776L), server.send("EXPIRETIME key"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "''", "+1", "010", "9223372036854775808"})
    void needsANumber(String time) {
        assertEquals(error("ERR value is not an integer or out of range"), server.send("EXPIRE nobody " + time));
    }

    @Nested
    class Condition {

        @ParameterizedTest
        @CsvSource({"NX, 1", "XX, 0", "GT, 0", "LT, 1", "XX GT, 0", "XX LT, 0", "nx nx, 1"})
        void ofAKeyThatNeverEnds(String condition, int allowed) {
            server.send("TEST.PUT key");

            assertEquals(integer(allowed), server.send("EXPIRE key 10 " + condition));
            assertEquals(integer(allowed == 1 ? 10 : -1), server.send("TTL key"));
        }

        @ParameterizedTest
        @CsvSource({
            "99, NX, 0",
            "99, XX, 1",
            "99, GT, 0",
            "100, GT, 0",
            "101, GT, 1",
            "99, LT, 1",
            "100, LT, 0",
            "101, LT, 0",
            "101, XX GT, 1",
            "99, GT XX, 0",
            "99, xx lt, 1"
        })
        void ofAKeyThatEnds(long millis, String condition, int allowed) {
            server.send("TEST.PUT key 100");

            assertEquals(integer(allowed), server.send("PEXPIRE key " + millis + " " + condition));
            assertEquals(integer(allowed == 1 ? millis : 100), server.send("PTTL key"));
        }

        @ParameterizedTest
        @CsvSource({"NX, 1", "XX, 0", "GT, 0", "LT, 1"})
        void holdsForTimesThatAreOverToo(String condition, int allowed) {
            server.send("TEST.PUT key");

            assertEquals(integer(allowed), server.send("EXPIRE key -1 " + condition));
            assertEquals(integer(1 - allowed), server.send("EXISTS key"));
        }
    }

    @Nested
    class Options {

        @ParameterizedTest
        @ValueSource(strings = {"NX XX", "XX NX", "NX GT", "NX LT", "GT LT NX"})
        void areIncompatibleWithNx(String options) {
            assertEquals(NX_AND_ANOTHER, server.send("EXPIRE nobody 10 " + options));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GT LT", "LT GT", "XX GT LT"})
        void cannotAskForBothDirections(String options) {
            assertEquals(GT_AND_LT, server.send("EXPIRE nobody 10 " + options));
        }

        @Test
        void areQuotedIfUnknown() {
            assertEquals(error("ERR Unsupported option fOO"), server.send("EXPIRE nobody 10 fOO"));
            assertEquals(error("ERR Unsupported option "), server.send("EXPIRE nobody 10 ''"));
            assertEquals(error("ERR Unsupported option foo"), server.send("EXPIRE nobody 10 NX XX foo"));
            assertEquals(error("ERR Unsupported option a  b"), server.send("EXPIRE nobody 10 \"a\\r\\nb\""));
        }

        @Test
        void areCheckedBeforeTheNumber() {
            assertEquals(error("ERR Unsupported option FOO"), server.send("EXPIRE nobody abc FOO"));
            assertEquals(NX_AND_ANOTHER, server.send("EXPIRE nobody abc NX XX"));
        }
    }

    @Test
    void needsATime() {
        assertEquals(error("ERR wrong number of arguments for 'expire' command"), server.send("EXPIRE key"));
        assertEquals(error("ERR wrong number of arguments for 'pexpireat' command"), server.send("PEXPIREAT key"));
    }
}
