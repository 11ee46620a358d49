package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class ClientNoEvictCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void isShownAmongTheFlags() {
        assertEquals(ok(), server.send("CLIENT NO-EVICT on"));
        assertTrue(server.send("CLIENT INFO").toString().contains(" flags=e "));

        assertEquals(ok(), server.send("CLIENT NO-EVICT OFF"));
        assertTrue(server.send("CLIENT INFO").toString().contains(" flags=N "));
    }

    @Test
    void isOnOrOff() {
        assertEquals(error("ERR syntax error"), server.send("CLIENT NO-EVICT maybe"));
    }
}
