package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuitCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "quit", "QUIT now please", "EXIT"})
    void saysOkAndClosesTheConnection(String line) {
        TestClient client = server.newClient();

        assertEquals(ok(), client.send(line));
        assertTrue(client.closed());
    }

    @Test
    void closesNoOtherConnection() {
        TestClient other = server.newClient();
        server.newClient().send("QUIT");

        assertFalse(other.closed());
    }

    @Test
    void answersWhatWasAskedBeforeAndNothingAfter() {
        byte[] pipeline = "PING\r\nQUIT\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);

        assertEquals("+PONG\r\n+OK\r\n", new String(server.newClient().exchange(pipeline), StandardCharsets.US_ASCII));
    }

    @Test
    void needsNoPassword() {
        server.requirePassword("sesame");

        assertEquals(ok(), server.newClient().send("QUIT"));
    }
}
