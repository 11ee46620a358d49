package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class TypeCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void namesTheTypeOfTheValue() {
        server.send("TEST.PUT string");
        server.send("TEST.OTHER other");

        assertEquals(status("string"), server.send("TYPE string"));
        assertEquals(status("other"), server.send("TYPE other"));
    }

    @Test
    void isNoneIfThereIsNoSuchKey() {
        assertEquals(status("none"), server.send("TYPE nobody"));
    }
}
