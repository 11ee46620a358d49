package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class PingCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void answersPong() {
        assertEquals(status("PONG"), server.send("PING"));
        assertEquals(status("PONG"), server.send("ping"));
    }

    @Test
    void returnsTheMessageIfThereIsOne() {
        assertEquals(bulk("hello"), server.send("PING hello"));
        assertEquals(bulk(""), server.send("PING ''"));
    }

    @Test
    void returnsBytesThatAreNoText() {
        byte[] message = {0, '\r', '\n', (byte) 0xff};

        assertEquals(bulk(message), server.call(new byte[] {'P', 'I', 'N', 'G'}, message));
    }

    @Test
    void takesOneMessageAtMost() {
        assertEquals(error("ERR wrong number of arguments for 'ping' command"), server.send("PING a b"));
    }
}
