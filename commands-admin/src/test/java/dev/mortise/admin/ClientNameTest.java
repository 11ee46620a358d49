package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code CLIENT SETNAME} and {@code CLIENT GETNAME}. */
class ClientNameTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void aNewConnectionHasNone() {
        assertEquals(nil(), server.send("CLIENT GETNAME"));
    }

    @Test
    void isWhatTheClientSays() {
        assertEquals(ok(), server.send("CLIENT SETNAME ana"));

        assertEquals(bulk("ana"), server.send("CLIENT GETNAME"));
        assertEquals(nil(), server.newClient().send("CLIENT GETNAME"));
    }

    @Test
    void isTakenAwayByAnEmptyOne() {
        server.send("CLIENT SETNAME ana");

        assertEquals(ok(), server.send("CLIENT SETNAME ''"));
        assertEquals(nil(), server.send("CLIENT GETNAME"));
    }

    @Test
    void mayBeAnyPrintableAscii() {
        assertEquals(ok(), server.send("CLIENT SETNAME !~"));
        assertEquals(bulk("!~"), server.send("CLIENT GETNAME"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", " ", "a\n", "\u007f", "ü"})
    void mustNotBreakTheLinesOfClientList(String name) {
        server.send("CLIENT SETNAME ana");

        assertEquals(
                error("ERR Client names cannot contain spaces, newlines or special characters."),
                server.call("CLIENT", "SETNAME", name));
        assertEquals(bulk("ana"), server.send("CLIENT GETNAME"));
    }
}
