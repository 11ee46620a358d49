package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrbyfloatCommandTest {

    private static final ReplyValue NO_NUMBER = error("ERR value is not a valid float");
    private static final ReplyValue NOT_FINITE = error("ERR increment would produce NaN or Infinity");

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void countsFromZero() {
        assertEquals(bulk("1.5"), server.send("INCRBYFLOAT key 1.5"));
        assertEquals(bulk("1.5"), server.send("GET key"));
        assertEquals(bulk("0"), server.send("INCRBYFLOAT other 0"));
        assertEquals(bulk("0"), server.send("GET other"));
    }

    @Test
    void countsOn() {
        server.send("SET key 10.50");

        assertEquals(bulk("10.6"), server.send("INCRBYFLOAT key 0.1"));
        assertEquals(bulk("5.6"), server.send("INCRBYFLOAT key -5"));
        assertEquals(bulk("5005.60000000000000009"), server.send("INCRBYFLOAT key 5.0e3"));
        assertEquals(bulk("5005.60000000000000009"), server.send("GET key"));
    }

    @Test
    void addsTenthsAsPeopleDo() {
        server.send("SET key 0.1");

        assertEquals(bulk("0.3"), server.send("INCRBYFLOAT key 0.2"));
    }

    @Test
    void sharesWholeNumbersWithIncr() {
        server.send("INCR key");

        assertEquals(bulk("2.5"), server.send("INCRBYFLOAT key 1.5"));
        assertEquals(error("ERR value is not an integer or out of range"), server.send("INCR key"));
        assertEquals(bulk("3"), server.send("INCRBYFLOAT key 0.5"));
        assertEquals(integer(4), server.send("INCR key"));
    }

    @Test
    void keepsTheExpiry() {
        server.send("SET key 1 PX 10");
        assertEquals(bulk("2.5"), server.send("INCRBYFLOAT key 1.5"));

        server.advance(ofMillis(9));
        assertEquals(bulk("2.5"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", " 1", "1 ", "1e", "nan", "1e5000", "1e-5000", "0x"})
    void refusesWhatIsNoNumber(String value) {
        server.call("SET", "key", value);

        assertEquals(NO_NUMBER, server.send("INCRBYFLOAT key 1"));
        assertEquals(NO_NUMBER, server.call("INCRBYFLOAT", "nobody", value));
        assertEquals(bulk(value), server.send("GET key"));
        assertEquals(nil(), server.send("GET nobody"));
    }

    @Test
    void refusesToBecomeInfinite() {
        assertEquals(NOT_FINITE, server.send("INCRBYFLOAT key inf"));
        assertEquals(nil(), server.send("GET key"));

        server.send("SET key 1e4932");
        assertEquals(NOT_FINITE, server.send("INCRBYFLOAT key 1e4932"));
        assertEquals(NOT_FINITE, server.send("INCRBYFLOAT key -infinity"));
        assertEquals(bulk("1e4932"), server.send("GET key"));

        server.send("SET key inf");
        assertEquals(NOT_FINITE, server.send("INCRBYFLOAT key -inf"));
        assertEquals(NOT_FINITE, server.send("INCRBYFLOAT key 1"));
    }

    @Test
    void complainsOfTheTypeBeforeTheIncrement() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("INCRBYFLOAT key 1"));
        assertEquals(WRONG_TYPE, server.send("INCRBYFLOAT key abc"));
    }
}
