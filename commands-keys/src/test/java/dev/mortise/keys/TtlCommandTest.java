package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TtlCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @ParameterizedTest
    @ValueSource(strings = {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"})
    void tellAMissingKeyFromOneThatNeverEnds(String command) {
        server.send("TEST.PUT key");

        assertEquals(integer(-2), server.send(command + " nobody"));
        assertEquals(integer(-1), server.send(command + " key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"})
    void doNotSeeAKeyThatHasExpired(String command) {
        server.send("TEST.PUT key 10");
        server.advance(ofMillis(10));

        assertEquals(integer(-2), server.send(command + " key"));
    }

    @Test
    void countDownInMilliseconds() {
        server.send("TEST.PUT key 10");
        assertEquals(integer(10), server.send("PTTL key"));

        server.advance(ofMillis(9));
        assertEquals(integer(1), server.send("PTTL key"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "499, 0", "500, 1", "1499, 1", "1500, 2", "10000, 10"})
    void roundToTheNearestSecond(long millis, long seconds) {
        server.send("TEST.PUT key " + millis);

        assertEquals(integer(seconds), server.send("TTL key"));
    }

    @Test
    void tellTheInstant() {
        server.send("TEST.PUT key");
        server.send("PEXPIREAT key 99999999999499");
        assertEquals(integer(99_999_999_999_499L), server.send("PEXPIRETIME key"));
        assertEquals(integer(99_999_999_999L), server.send("EXPIRETIME key"));

        server.send("PEXPIREAT key 99999999999500");
        assertEquals(integer(100_000_000_000L), server.send("EXPIRETIME key"));
    }

    @Test
    void tellTheSameInstantAsTimeGoesBy() {
        long end = server.nowMillis() + 10;
        server.send("TEST.PUT key 10");
        server.advance(ofMillis(5));

        assertEquals(integer(end), server.send("PEXPIRETIME key"));
    }
}
