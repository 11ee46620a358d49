package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void putsAKeyIntoAnotherDatabase() {
        server.send("TEST.PUT key 10");

        assertEquals(integer(1), server.send("MOVE key 3"));

        assertEquals(integer(0), server.send("DBSIZE"));
        server.send("TEST.SELECT 3");
        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(integer(10), server.send("PTTL key"));
    }

    @Test
    void movesValuesOfAnyType() {
        server.send("TEST.OTHER key");

        assertEquals(integer(1), server.send("MOVE key 3"));

        server.send("TEST.SELECT 3");
        assertEquals(status("other"), server.send("TYPE key"));
    }

    @Test
    void leavesBothIfTheKeyIsTakenOverThere() {
        server.send("TEST.SELECT 3");
        server.send("TEST.OTHER key");
        server.send("TEST.SELECT 0");
        server.send("TEST.PUT key");

        assertEquals(integer(0), server.send("MOVE key 3"));

        assertEquals(bulk("key"), server.send("TEST.GET key"));
        server.send("TEST.SELECT 3");
        assertEquals(status("other"), server.send("TYPE key"));
    }

    @Test
    void doesNotSeeWhatHasExpired() {
        server.send("TEST.SELECT 3");
        server.send("TEST.PUT taken 10");
        server.send("TEST.SELECT 0");
        server.send("TEST.PUT taken");
        server.send("TEST.PUT over 10");

        server.advance(ofMillis(9));
        assertEquals(integer(0), server.send("MOVE taken 3"));

        server.advance(ofMillis(1));
        assertEquals(integer(1), server.send("MOVE taken 3"));
        assertEquals(integer(0), server.send("MOVE over 3"));
    }

    @Test
    void movesNothingThatIsNotThere() {
        assertEquals(integer(0), server.send("MOVE missing 3"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, ERR source and destination objects are the same",
        "16, ERR DB index is out of range",
        "-1, ERR DB index is out of range",
        "x, ERR value is not an integer or out of range",
        "2147483648, 'ERR value is out of range, value must between -2147483648 and 2147483647'"
    })
    void refusesWhatMakesNoSense(String database, String refusal) {
        server.send("TEST.PUT key");

        assertEquals(error(refusal), server.send("MOVE key " + database));
        assertEquals(error(refusal), server.send("MOVE missing " + database));
        assertEquals(integer(1), server.send("EXISTS key"));
    }
}
