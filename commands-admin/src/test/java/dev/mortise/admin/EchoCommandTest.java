package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class EchoCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void returnsTheMessage() {
        assertEquals(bulk("hello world"), server.send("ECHO 'hello world'"));
        assertEquals(bulk(""), server.send("ECHO ''"));
    }

    @Test
    void takesExactlyOneMessage() {
        assertEquals(error("ERR wrong number of arguments for 'echo' command"), server.send("ECHO"));
        assertEquals(error("ERR wrong number of arguments for 'echo' command"), server.send("ECHO a b"));
    }
}
