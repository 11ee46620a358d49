package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelloCommandTest {

    private static final ReplyValue WRONG_PASSWORD =
            error("WRONGPASS invalid username-password pair or user is disabled.");
    private static final ReplyValue NOT_AUTHENTICATED = error("NOAUTH HELLO must be called with the client already"
            + " authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and"
            + " select the RESP protocol version at the same time");

    private final TestServer server = TestServer.with(new AdminModule());
    private final TestClient client = server.newClient();

    private long id() {
        return assertInstanceOf(ReplyValue.Int.class, client.send("CLIENT ID")).value();
    }

    /** {@return the fields of the greeting, and their values} */
    private ReplyValue[] greeting(int protocol) {
        return new ReplyValue[] {
            bulk("server"),
            bulk("redis"),
            bulk("version"),
            bulk("7.0.15"),
            bulk("proto"),
            integer(protocol),
            bulk("id"),
            integer(id()),
            bulk("mode"),
            bulk("standalone"),
            bulk("role"),
            bulk("master"),
            bulk("modules"),
            array()
        };
    }

    @Test
    void describesTheServerAsAListInResp2() {
        ReplyValue greeting = array(greeting(2));

        assertEquals(greeting, client.send("HELLO"));
        assertEquals(greeting, client.send("HELLO 2"));
    }

    @Test
    void answersInTheNewProtocolAlready() {
        ReplyValue greeting = map(greeting(3));

        assertEquals(greeting, client.send("HELLO 3"));
        assertEquals(greeting, client.send("HELLO"));
        assertInstanceOf(ReplyValue.Array.class, client.send("HELLO 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "-3", "0"})
    void knowsTwoProtocols(String version) {
        assertEquals(error("NOPROTO unsupported protocol version"), client.send("HELLO " + version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "''", "3.0", "99999999999999999999", "SETNAME"})
    void wantsTheVersionFirst(String version) {
        assertEquals(
                error("ERR Protocol version is not an integer or out of range"),
                client.send("HELLO " + version + " x"));
    }

    @ParameterizedTest
    @CsvSource({"3 FOO, FOO", "3 AUTH default, AUTH", "3 SETNAME, SETNAME", "3 setname a b, b", "3 SETNAME a auth, auth"
    })
    void namesTheOptionThatIsWrong(String arguments, String option) {
        assertEquals(error("ERR Syntax error in HELLO option '" + option + "'"), client.send("HELLO " + arguments));
    }

    @Test
    void namesTheConnection() {
        client.send("HELLO 2 SETNAME ana");

        assertEquals(bulk("ana"), client.send("CLIENT GETNAME"));

        client.send("HELLO 2 setname ''");

        assertEquals(nil(), client.send("CLIENT GETNAME"));
    }

    @Test
    void keepsTheProtocolWhenAnOptionIsWrong() {
        client.send("HELLO 3 SETNAME 'a b'");

        assertInstanceOf(ReplyValue.Array.class, client.send("HELLO"));
    }

    @Test
    void appliesOptionsOneByOneUntilOneFails() {
        assertEquals(WRONG_PASSWORD, client.send("HELLO 3 SETNAME ana AUTH nobody x"));

        assertEquals(bulk("ana"), client.send("CLIENT GETNAME"));
    }

    @Nested
    class WithAPassword {

        private final TestClient stranger;

        WithAPassword() {
            server.requirePassword("sesame");
            stranger = server.newClient();
        }

        @Test
        void tellsStrangersNothing() {
            assertEquals(NOT_AUTHENTICATED, stranger.send("HELLO"));
            assertEquals(NOT_AUTHENTICATED, stranger.send("HELLO 3"));
            assertEquals(NOT_AUTHENTICATED, stranger.send("HELLO 3 SETNAME ana"));
        }

        @Test
        void checksTheSyntaxBefore() {
            assertEquals(error("NOPROTO unsupported protocol version"), stranger.send("HELLO 4"));
            assertEquals(error("ERR Syntax error in HELLO option 'FOO'"), stranger.send("HELLO 3 FOO"));
        }

        @Test
        void authenticatesOnTheWay() {
            assertEquals(WRONG_PASSWORD, stranger.send("HELLO 3 AUTH default wrong"));
            assertInstanceOf(ReplyValue.Map.class, stranger.send("HELLO 3 AUTH default sesame"));
            assertEquals(status("PONG"), stranger.send("PING"));
        }

        @Test
        void staysAuthenticatedWhenALaterOptionIsWrong() {
            assertEquals(
                    error("ERR Client names cannot contain spaces, newlines or special characters."),
                    stranger.send("HELLO 3 AUTH default sesame SETNAME 'a b'"));
            assertEquals(status("PONG"), stranger.send("PING"));
        }
    }
}
