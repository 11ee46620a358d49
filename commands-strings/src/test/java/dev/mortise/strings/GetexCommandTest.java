package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetexCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void repliesTheStringLikeGet() {
        server.send("SET key value");

        assertEquals(bulk("value"), server.send("GETEX key"));
        assertEquals(nil(), server.send("GETEX nobody"));
    }

    @Test
    void leavesTheExpiryAloneWithoutOptions() {
        server.send("SET key value PX 10");
        server.send("GETEX key");

        server.advance(ofMillis(9));
        assertEquals(bulk("value"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PX 2000", "EX 2", "px 2000", "EX 1 EX 2"})
    void setsHowLongTheKeyLives(String option) {
        server.send("SET key value");

        assertEquals(bulk("value"), server.send("GETEX key " + option));

        server.advance(ofMillis(1999));
        assertEquals(bulk("value"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PXAT %d000", "EXAT %d"})
    void setsWhenTheKeyEnds(String option) {
        long second = server.nowMillis() / 1000 + 2;
        server.send("SET key value");

        assertEquals(bulk("value"), server.send("GETEX key " + option.formatted(second)));

        server.advance(ofMillis(second * 1000 - server.nowMillis() - 1));
        assertEquals(bulk("value"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @Test
    void removesTheExpiry() {
        server.send("SET key value PX 10");

        assertEquals(bulk("value"), server.send("GETEX key PERSIST"));

        server.advance(ofDays(1));
        assertEquals(bulk("value"), server.send("GETEX key PERSIST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PXAT 1", "EXAT 1"})
    void repliesTheStringOnceMoreIfTheInstantHasPassed(String option) {
        server.send("SET key value");

        assertEquals(bulk("value"), server.send("GETEX key " + option));
        assertEquals(nil(), server.send("GETEX key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EX 0", "PX -1", "EXAT -5", "PXAT 0", "PX 9223372036854775807", "EX 9223372036854775807"})
    void refusesATimeOutOfRange(String option) {
        server.send("SET key value");

        assertEquals(error("ERR invalid expire time in 'getex' command"), server.send("GETEX key " + option));
    }

    @Test
    void refusesATimeThatIsNoNumber() {
        server.send("SET key value");

        assertEquals(error("ERR value is not an integer or out of range"), server.send("GETEX key EX abc"));
    }

    @Test
    void doesNotReadTheTimeIfThereIsNoSuchKey() {
        assertEquals(nil(), server.send("GETEX nobody EX 0"));
        assertEquals(nil(), server.send("GETEX nobody EX abc"));
    }

    @Test
    void complainsOfTheTypeBeforeTheTime() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("GETEX key"));
        assertEquals(WRONG_TYPE, server.send("GETEX key EX 0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EX",
                "EX 10 PX 10",
                "PERSIST EX 10",
                "EX 10 PERSIST",
                "KEEPTTL",
                "NX",
                "XX",
                "GET",
                "NOPE",
                "EX 0 NOPE"
            })
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), server.send("GETEX nobody " + options));

        server.send("TEST.OTHER key");
        assertEquals(error("ERR syntax error"), server.send("GETEX key " + options));
    }
}
