package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class GetdelCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void repliesTheStringAndRemovesTheKey() {
        server.send("SET key value");

        assertEquals(bulk("value"), server.send("GETDEL key"));
        assertEquals(nil(), server.send("GETDEL key"));
    }

    @Test
    void refusesAnotherTypeAndLeavesIt() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("GETDEL key"));
        assertEquals(status("other"), server.send("TEST.TYPE key"));
    }
}
