package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void givesSecondsAndMicroseconds() {
        // 2030-01-01T00:00:00Z, when tests begin.
        assertEquals(bulks("1893456000", "0"), server.send("TIME"));

        server.advance(Duration.ofMillis(999));
        assertEquals(bulks("1893456000", "999000"), server.send("TIME"));

        server.advance(Duration.ofMillis(1));
        assertEquals(bulks("1893456001", "0"), server.send("TIME"));
    }

    @Test
    void takesNoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'time' command"), server.send("TIME now"));
    }
}
