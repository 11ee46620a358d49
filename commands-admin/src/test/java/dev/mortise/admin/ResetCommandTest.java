package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class ResetCommandTest {

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    @Test
    void forgetsNameDatabaseAndProtocol() {
        server.send("SAMPLE.STORE key value");
        server.send("HELLO 3 SETNAME ana");
        server.send("SELECT 1");

        assertEquals(status("RESET"), server.send("RESET"));

        assertEquals(nil(), server.send("CLIENT GETNAME"));
        assertEquals(integer(1), server.send("SAMPLE.EXISTS key"));
        assertInstanceOf(ReplyValue.Array.class, server.send("HELLO"));
    }

    @Test
    void forgetsThePassword() {
        server.requirePassword("sesame");
        TestClient client = server.newClient();
        client.send("AUTH sesame");

        assertEquals(status("RESET"), client.send("RESET"));

        assertEquals(error("NOAUTH Authentication required."), client.send("PING"));
    }

    @Test
    void keepsTheNumberOfTheConnection() {
        ReplyValue id = server.send("CLIENT ID");
        server.send("RESET");

        assertEquals(id, server.send("CLIENT ID"));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'reset' command"), server.send("RESET all"));
    }
}
