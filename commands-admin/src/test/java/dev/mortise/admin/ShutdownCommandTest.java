package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());
    private final TestClient client = server.newClient();

    @ParameterizedTest
    @ValueSource(
            strings = {"SHUTDOWN", "SHUTDOWN NOSAVE", "shutdown nosave now force", "SHUTDOWN NOW", "SHUTDOWN SAVE FORCE"
            })
    void closesTheConnectionWithoutAReply(String line) {
        byte[] replies = client.exchange((line + "\r\n").getBytes(StandardCharsets.US_ASCII));

        assertEquals("", new String(replies, StandardCharsets.US_ASCII));
        assertTrue(client.closed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHUTDOWN SAVE", "SHUTDOWN SAVE NOW"})
    void refusesToPretendThatItSaved(String line) {
        assertEquals(
                error("ERR Errors trying to SHUTDOWN. The data is in memory only and cannot be saved; use SHUTDOWN"
                        + " NOSAVE to give it up."),
                client.send(line));
        assertFalse(client.closed());
    }

    @Test
    void thereIsNeverOneToAbort() {
        assertEquals(error("ERR No shutdown in progress."), client.send("SHUTDOWN ABORT"));
        assertEquals(error("ERR No shutdown in progress."), client.send("SHUTDOWN ABORT ABORT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NOPE", "NOSAVE SAVE", "SAVE NOSAVE", "ABORT NOW", "NOSAVE ABORT", "ABORT FORCE", "NOSAVE NOPE"})
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), client.send("SHUTDOWN " + options));
        assertFalse(client.closed());
    }
}
