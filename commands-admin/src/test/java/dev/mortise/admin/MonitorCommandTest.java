package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());
    private final TestClient monitor = server.newClient();

    @BeforeEach
    void beginsToMonitor() {
        assertEquals(ok(), monitor.send("MONITOR"));
    }

    private String stamp() {
        return String.format(Locale.ROOT, "%d.%06d", server.nowMillis() / 1000, server.nowMillis() % 1000 * 1000);
    }

    private ReplyValue line(String rest) {
        return status(stamp() + " [0 127.0.0.1:1024] " + rest);
    }

    @Test
    void showsTheCommandsOfOthersAsTheyWroteThem() {
        server.send("ping Hello");

        assertEquals(List.of(line("\"ping\" \"Hello\"")), monitor.received());
    }

    @Test
    void showsTheMicrosecondsWithAllTheirZeros() {
        server.advance(java.time.Duration.ofMillis(7));
        server.send("PING");

        assertEquals(List.of(line("\"PING\"")), monitor.received());
        assertTrue(stamp().endsWith(".007000"));
    }

    @Test
    void quotesWhatIsNoPlainText() {
        server.call(
                "ECHO".getBytes(StandardCharsets.US_ASCII),
                new byte[] {'a', '"', '\\', '\n', '\r', '\t', 7, '\b', 0, 0x7f, (byte) 0xff});

        assertEquals(List.of(line("\"ECHO\" \"a\\\"\\\\\\n\\r\\t\\a\\b\\x00\\x7f\\xff\"")), monitor.received());
    }

    @Test
    void showsTheDatabaseThatIsChosenAfterTheCommand() {
        server.send("SELECT 3");

        assertEquals(List.of(status(stamp() + " [3 127.0.0.1:1024] \"SELECT\" \"3\"")), monitor.received());
    }

    @Test
    void showsCommandsThatFailButNotThoseThatNeverRan() {
        server.send("SELECT x");
        server.send("SELECT");
        server.send("NOPE");

        assertEquals(List.of(line("\"SELECT\" \"x\"")), monitor.received());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIENT LIST", "CONFIG GET x", "MONITOR", "CLIENT NO-EVICT on", "CLIENT UNPAUSE"})
    void doesNotShowWhatOperatorsDo(String command) {
        server.newClient().begin(command);

        assertEquals(List.of(), monitor.received());
    }

    @Test
    void hidesPasswords() {
        server.send("AUTH secret");
        server.send("AUTH default secret");
        server.send("HELLO 2 SETNAME me AUTH default secret");

        assertEquals(
                List.of(
                        line("\"AUTH\" \"(redacted)\""),
                        line("\"AUTH\" \"(redacted)\" \"(redacted)\""),
                        line("\"HELLO\" \"2\" \"SETNAME\" \"me\" \"AUTH\" \"(redacted)\" \"(redacted)\"")),
                monitor.received());
    }

    @Test
    void hidesNothingOfTheNextCommand() {
        server.send("AUTH secret");
        server.send("ECHO shown");
        monitor.received();

        server.send("ECHO shown");
        assertEquals(List.of(line("\"ECHO\" \"shown\"")), monitor.received());
    }

    @Test
    void showsItsOwnCommandsBehindTheirReplies() {
        monitor.begin("PING");

        assertEquals(List.of(status("PONG"), line("\"PING\"")), monitor.received());
    }

    @Test
    void mayNotTouchKeys() {
        assertEquals(error("ERR Replica can't interact with the keyspace"), monitor.send("SAMPLE.EXISTS a"));
        assertEquals(error("ERR Replica can't interact with the keyspace"), monitor.send("SAMPLE.STORE a 1"));
    }

    @Test
    void isNotHeldByAPause() {
        server.send("CLIENT PAUSE 1000");
        monitor.begin("PING");

        assertEquals(status("PONG"), monitor.received().getFirst());
    }

    @Test
    void isShownAsAMonitorAmongNormalClients() {
        String list = server.send("CLIENT LIST TYPE normal").toString();

        assertTrue(list.contains("flags=O"), list);
    }

    @Test
    void gettingNoReplyToASecondMonitor() {
        monitor.begin("MONITOR");
        monitor.begin("MONITOR");

        assertEquals(List.of(), monitor.received());
    }

    @Test
    void endsWithReset() {
        assertEquals(status("RESET"), monitor.send("RESET"));
        server.send("PING");

        assertEquals(List.of(), monitor.received());
        assertEquals(ok(), monitor.send("SAMPLE.STORE a 1"));
    }

    @Test
    void beginsAgainAfterReset() {
        monitor.send("RESET");
        monitor.send("MONITOR");
        server.send("PING");

        assertEquals(List.of(line("\"PING\"")), monitor.received());
    }

    @Test
    void aLongRequestIsNotShownToItsEnd() {
        server.call("ECHO", "x".repeat(2 * MonitorLine.MOST_CHARACTERS), "never seen");
        server.call("ECHO", "x".repeat(2 * MonitorLine.MOST_CHARACTERS));

        String line = monitor.received().getLast().toString();
        assertTrue(line.endsWith("xx\" ..."), line.substring(line.length() - 20));
        assertTrue(line.length() < MonitorLine.MOST_CHARACTERS + 100);
    }
}
