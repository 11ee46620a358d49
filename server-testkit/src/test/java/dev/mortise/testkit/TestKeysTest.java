package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestKeysTest {

    private final TestServer server = TestServer.with(new TestKeys());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void storesAStringThatMayEnd() {
        assertEquals(ok(), server.send("TEST.PUT stays"));
        assertEquals(ok(), server.send("TEST.PUT ends 10"));

        server.advance(Duration.ofMillis(10));
        assertEquals(bulk("stays"), server.send("TEST.GET stays"));
        assertEquals(nil(), server.send("TEST.GET ends"));
    }

    @Test
    void storesWhatNoOtherModuleKnows() {
        assertEquals(ok(), server.send("TEST.OTHER key"));

        assertEquals(TestKeys.WRONG_TYPE, server.send("TEST.GET key"));
        assertEquals(status("other"), server.send("TEST.TYPE key"));
        assertEquals(status("otherwise"), server.send("TEST.ENCODING key"));
        assertEquals(error("ERR not supported for this module key"), server.send("TEST.COPY key copy"));
        assertEquals(status("none"), server.send("TEST.TYPE copy"));
    }

    @Test
    void copiesWhatGoesItsOwnWayThen() {
        server.send("TEST.COUNTER key");
        assertEquals(ok(), server.send("TEST.COPY key copy"));

        assertEquals(integer(2), server.send("TEST.COUNTER copy"));
        assertEquals(integer(3), server.send("TEST.COUNTER copy"));
        assertEquals(integer(2), server.send("TEST.COUNTER key"));
    }

    @Test
    void movesAndEndsAnyKey() {
        server.send("TEST.COUNTER key");
        assertEquals(ok(), server.send("TEST.MOVE key moved"));
        assertEquals(status("none"), server.send("TEST.ENCODING key"));
        assertEquals(ok(), server.send("TEST.EXPIRE moved 10"));

        server.advance(Duration.ofMillis(9));
        assertEquals(status("counter"), server.send("TEST.TYPE moved"));
        server.advance(Duration.ofMillis(1));
        assertEquals(status("none"), server.send("TEST.TYPE moved"));
    }

    @Test
    void choosesTheDatabase() {
        server.send("TEST.PUT key");
        assertEquals(ok(), server.send("TEST.SELECT 1"));

        assertEquals(nil(), server.send("TEST.GET key"));
    }
}
