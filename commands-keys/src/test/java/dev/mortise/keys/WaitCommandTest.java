package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());
    private final TestClient client = server.newClient();

    @ParameterizedTest
    @ValueSource(strings = {"0 0", "0 1000", "-1 0"})
    void doesNotWaitForNobody(String arguments) {
        assertEquals(integer(0), server.send("WAIT " + arguments));
    }

    @Test
    void waitsInVainUntilTheTimeIsOver() {
        client.begin("WAIT 1 100");

        server.advance(ofMillis(99));
        assertEquals(List.of(), client.received());

        server.advance(ofMillis(1));
        assertEquals(List.of(integer(0)), client.received());
    }

    @Test
    void holdsBackWhatTheSameClientSendsNext() {
        client.begin("WAIT 1 100");
        client.begin("TEST.PUT key");

        assertEquals(integer(0), server.send("EXISTS key"));
        server.advance(ofMillis(100));
        client.received();
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9223372036854775807"})
    void waitsForeverIfToldTo(String timeout) {
        client.begin("WAIT 1 " + timeout);

        server.advance(ofDays(10_000));
        assertEquals(List.of(), client.received());
    }

    @ParameterizedTest
    @CsvSource({
        "x 0, ERR value is not an integer or out of range",
        "x x, ERR value is not an integer or out of range",
        "0 x, ERR timeout is not an integer or out of range",
        "0 9223372036854775808, ERR timeout is not an integer or out of range",
        "0 -1, ERR timeout is negative",
        "1 -1, ERR timeout is negative"
    })
    void refusesWhatMakesNoSense(String arguments, String refusal) {
        assertEquals(error(refusal), server.send("WAIT " + arguments));
    }
}
