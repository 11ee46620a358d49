package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Session;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class ClientSetInfoCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());
    private final Session session = server.server().sessions().getFirst();

    @Test
    void remembersLibraryAndVersion() {
        assertEquals(ok(), server.send("CLIENT SETINFO LIB-NAME jedis"));
        assertEquals(ok(), server.send("client setinfo lib-ver 8.0.2"));

        assertTrue(session.describe().endsWith(" lib-name=jedis lib-ver=8.0.2"), session.describe());
    }

    @Test
    void knowsNothingElse() {
        assertEquals(error("ERR Unrecognized option 'lib-home'"), server.send("CLIENT SETINFO lib-home x"));
    }

    @Test
    void wantsPrintableTextWithoutSpaces() {
        assertEquals(
                error("ERR lib-name cannot contain spaces, newlines or special characters."),
                server.send("CLIENT SETINFO LIB-NAME 'je dis'"));
        assertEquals(
                error("ERR lib-ver cannot contain spaces, newlines or special characters."),
                server.send("CLIENT SETINFO LIB-VER '8 0'"));
    }
}
