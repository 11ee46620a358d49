package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterCommandTest {

    private static final ReplyValue NO_NUMBER = error("ERR value is not an integer or out of range");
    private static final ReplyValue OVERFLOW = error("ERR increment or decrement would overflow");
    private static final ReplyValue NEGATION_OVERFLOW = error("ERR decrement would overflow");

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void countsFromZero() {
        assertEquals(integer(1), server.send("INCR up"));
        assertEquals(integer(-1), server.send("DECR down"));
        assertEquals(integer(5), server.send("INCRBY more 5"));
        assertEquals(integer(-5), server.send("DECRBY less 5"));
    }

    @Test
    void countsOn() {
        server.send("SET key 10");

        assertEquals(integer(11), server.send("INCR key"));
        assertEquals(integer(10), server.send("DECR key"));
        assertEquals(integer(30), server.send("INCRBY key 20"));
        assertEquals(integer(-1), server.send("DECRBY key 31"));
        assertEquals(integer(1), server.send("DECRBY key -2"));
        assertEquals(integer(0), server.send("INCRBY key -1"));
        assertEquals(bulk("0"), server.send("GET key"));
    }

    @Test
    void changesTheNumberOfDigits() {
        server.send("SET key 99");
        assertEquals(integer(100), server.send("INCR key"));
        assertEquals(bulk("100"), server.send("GET key"));

        assertEquals(integer(99), server.send("DECR key"));
        assertEquals(bulk("99"), server.send("GET key"));

        assertEquals(integer(-1), server.send("DECRBY key 100"));
        assertEquals(bulk("-1"), server.send("GET key"));
    }

    @Test
    void keepsTheExpiry() {
        server.send("SET key 1 PX 10");
        assertEquals(integer(2), server.send("INCR key"));

        server.advance(ofMillis(9));
        assertEquals(bulk("2"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void reachesBothEndsOfTheRange() {
        server.send("SET key 9223372036854775806");
        assertEquals(integer(Long.MAX_VALUE), server.send("INCR key"));
        assertEquals(bulk("9223372036854775807"), server.send("GET key"));

        server.send("SET key -9223372036854775807");
        assertEquals(integer(Long.MIN_VALUE), server.send("DECR key"));
        assertEquals(bulk("-9223372036854775808"), server.send("GET key"));

        server.send("SET key 0");
        assertEquals(integer(Long.MIN_VALUE), server.send("INCRBY key -9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, INCR key",
        "9223372036854775807, INCRBY key 1",
        "9223372036854775807, DECRBY key -1",
        "1, INCRBY key 9223372036854775807",
        "-9223372036854775808, DECR key",
        "-9223372036854775808, DECRBY key 1",
        "-9223372036854775808, INCRBY key -1",
        "-2, DECRBY key 9223372036854775807"
    })
    void refusesToLeaveTheRange(String value, String line) {
        assertEquals(ok(), server.call("SET", "key", value));

        assertEquals(OVERFLOW, server.send(line));
        assertEquals(bulk(value), server.send("GET key"));
    }

    @Test
    void cannotSubtractTheSmallestNumber() {
        server.send("SET key -10");

        assertEquals(NEGATION_OVERFLOW, server.send("DECRBY key -9223372036854775808"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", " 1", "1 ", "01", "+1", "-0", "1.0", "9223372036854775808"})
    void refusesWhatIsNoNumber(String value) {
        server.call("SET", "key", value);

        assertEquals(NO_NUMBER, server.send("INCR key"));
        assertEquals(NO_NUMBER, server.call("INCRBY", "nobody", value));
        assertEquals(bulk(value), server.send("GET key"));
        assertEquals(nil(), server.send("GET nobody"));
    }

    @Test
    void refusesAnotherType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("INCR key"));
    }

    @Test
    void complainsOfTheIncrementBeforeTheType() {
        server.send("TEST.OTHER key");

        assertEquals(NO_NUMBER, server.send("INCRBY key abc"));
        assertEquals(NEGATION_OVERFLOW, server.send("DECRBY key -9223372036854775808"));
    }

    @Test
    void addsLikeArithmeticDoes() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            // Shifted, so that small and large numbers are about as frequent.
            long value = random.nextLong() >> random.nextInt(64);
            long increment = random.nextLong() >> random.nextInt(64);
            BigInteger sum = BigInteger.valueOf(value).add(BigInteger.valueOf(increment));
            server.send("SET key " + value);

            assertEquals(
                    sum.bitLength() < 64 ? integer(sum.longValue()) : OVERFLOW,
                    server.send("INCRBY key " + increment),
                    () -> value + " + " + increment + ", seed " + seed);
        }
    }
}
