package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class GetsetCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void repliesTheStringBefore() {
        assertEquals(nil(), server.send("GETSET key first"));
        assertEquals(bulk("first"), server.send("GETSET key second"));
        assertEquals(bulk("second"), server.send("GET key"));
    }

    @Test
    void dropsTheExpiry() {
        server.send("SET key first PX 10");
        server.send("GETSET key second");

        server.advance(ofDays(1));
        assertEquals(bulk("second"), server.send("GET key"));
    }

    @Test
    void refusesAnotherTypeAndLeavesIt() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("GETSET key value"));
        assertEquals(status("other"), server.send("TEST.TYPE key"));
    }
}
