package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientReplyCommandTest {

    private static final ReplyValue PONG = status("PONG");

    private final TestServer server = TestServer.with(new AdminModule());
    private final TestClient client = server.newClient();

    private List<ReplyValue> replies(String... lines) {
        for (String line : lines) {
            client.begin(line);
        }
        return client.received();
    }

    @Test
    void offLeavesOutAllRepliesAndItsOwn() {
        assertEquals(List.of(), replies("CLIENT REPLY OFF", "PING", "NOPE", "GET"));

        assertEquals(List.of(ok(), PONG), replies("CLIENT REPLY ON", "PING"));
    }

    @Test
    void commandsRunAllTheSame() {
        replies("CLIENT REPLY OFF", "CLIENT SETNAME silent", "CLIENT REPLY ON");

        assertEquals(ReplyValue.bulk("silent"), client.send("CLIENT GETNAME"));
    }

    @Test
    void skipLeavesOutTheNextReplyOnly() {
        assertEquals(List.of(PONG), replies("CLIENT REPLY SKIP", "PING", "PING"));
        assertEquals(List.of(PONG), replies("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "PING", "PING"));
    }

    @Test
    void skipDoesNotTurnRepliesOn() {
        assertEquals(List.of(), replies("CLIENT REPLY OFF", "CLIENT REPLY SKIP", "PING", "PING"));
    }

    @Test
    void resetTurnsRepliesOn() {
        assertEquals(List.of(status("RESET"), PONG), replies("CLIENT REPLY OFF", "RESET", "PING"));
    }

    @Test
    void isOnOrOffOrSkip() {
        assertEquals(error("ERR syntax error"), client.send("CLIENT REPLY maybe"));
        assertEquals(ok(), client.send("client reply on"));
    }
}
