package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class ClientNoEvictCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void isGrantedToEverybody() {
        assertEquals(ok(), server.send("CLIENT NO-EVICT on"));
        assertEquals(ok(), server.send("CLIENT NO-EVICT OFF"));
    }

    @Test
    void isOnOrOff() {
        assertEquals(error("ERR syntax error"), server.send("CLIENT NO-EVICT maybe"));
    }
}
