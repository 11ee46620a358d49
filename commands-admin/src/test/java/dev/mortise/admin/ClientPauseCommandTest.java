package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code CLIENT PAUSE} and {@code CLIENT UNPAUSE}. */
class ClientPauseCommandTest {

    private static final ReplyValue PONG = status("PONG");

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());
    private final TestClient client = server.newClient();

    @Test
    void endsExactlyWhenItsTimeIsOver() {
        server.send("CLIENT PAUSE 100");
        client.begin("PING");

        server.advance(Duration.ofMillis(99));
        assertEquals(List.of(), client.received());

        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(PONG), client.received());
    }

    @Test
    void whatIsHeldBackIsExecutedInItsOrder() {
        server.send("CLIENT PAUSE 100 WRITE");
        client.begin("SAMPLE.STORE a 1");
        client.begin("SAMPLE.EXISTS a");
        client.begin("PING");

        assertEquals(List.of(), client.received());
        server.send("CLIENT UNPAUSE");

        assertEquals(List.of(ok(), integer(1), PONG), client.received());
    }

    @Test
    void aPauseOfWritesLetsTheOthersGoOn() {
        server.send("CLIENT PAUSE 100 WRITE");

        assertEquals(PONG, client.send("PING"));
        assertEquals(integer(0), client.send("SAMPLE.EXISTS a"));
    }

    @Test
    void aLaterEndCountsAndAnEarlierOneDoesNot() {
        server.send("CLIENT PAUSE 100 WRITE");
        server.send("CLIENT PAUSE 10 WRITE");
        client.begin("SAMPLE.STORE a 1");

        server.advance(Duration.ofMillis(99));
        assertEquals(List.of(), client.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(ok()), client.received());
    }

    @Test
    void aPauseOfAllIsNotLoosenedByOneOfWrites() {
        server.send("CLIENT PAUSE 100 ALL");
        server.newClient().begin("CLIENT PAUSE 200 WRITE");
        client.begin("PING");

        assertEquals(List.of(), client.received());
    }

    @Test
    void aPauseThatIsOverLeavesNothingToTheNextOne() {
        server.send("CLIENT PAUSE 10 ALL");
        server.advance(Duration.ofMillis(10));
        server.send("CLIENT PAUSE 10 WRITE");

        assertEquals(PONG, client.send("PING"));
    }

    @Test
    void whoIsHeldBackIsShownAsBlocked() {
        server.send("CLIENT PAUSE 100 WRITE");
        client.begin("SAMPLE.STORE a 1");

        String list = server.send("CLIENT LIST").toString();
        assertTrue(list.contains("flags=b"), list);
        assertTrue(server.send("INFO clients").toString().contains("blocked_clients:1"));
    }

    @Test
    void oneWhoIsHeldBackIsNotUnblocked() {
        server.send("CLIENT PAUSE 100 WRITE");
        long id = ((ReplyValue.Int) client.send("CLIENT ID")).value();
        client.begin("SAMPLE.STORE a 1");

        assertEquals(integer(0), server.send("CLIENT UNBLOCK " + id));
    }

    @ParameterizedTest
    @CsvSource({
        "x, timeout is not an integer or out of range",
        "1.5, timeout is not an integer or out of range",
        "9223372036854775808, timeout is not an integer or out of range",
        "-1, timeout is negative",
        "1 some, CLIENT PAUSE mode must be WRITE or ALL",
        "x some, CLIENT PAUSE mode must be WRITE or ALL",
        "1 WRITE x, unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP."
    })
    void refusesWhatIsNoPause(String arguments, String message) {
        assertEquals(error("ERR " + message), server.send("CLIENT PAUSE " + arguments));
    }

    @Test
    void aSumBeyondAllNumbersIsNoPause() {
        assertEquals(ok(), server.send("CLIENT PAUSE " + Long.MAX_VALUE));

        assertEquals(PONG, client.send("PING"));
    }
}
