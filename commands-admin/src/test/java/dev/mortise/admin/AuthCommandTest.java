package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuthCommandTest {

    private static final ReplyValue WRONG_PASSWORD =
            error("WRONGPASS invalid username-password pair or user is disabled.");

    private final TestServer server = TestServer.with(new AdminModule());

    @Test
    void takesOneOrTwoArguments() {
        assertEquals(error("ERR wrong number of arguments for 'auth' command"), server.send("AUTH"));
        assertEquals(error("ERR syntax error"), server.send("AUTH a b c"));
    }

    @Nested
    class WithoutAPassword {

        @Test
        void warnsWhoeverSendsOne() {
            ReplyValue warning = error("ERR AUTH <password> called without any password configured for the default"
                    + " user. Are you sure your configuration is correct?");

            assertEquals(warning, server.send("AUTH secret"));
            assertEquals(warning, server.send("AUTH ''"));
        }

        @Test
        void acceptsAnyForTheDefaultUser() {
            assertEquals(ok(), server.send("AUTH default anything"));
        }

        @Test
        void knowsNoOtherUser() {
            assertEquals(WRONG_PASSWORD, server.send("AUTH ana anything"));
        }
    }

    @Nested
    class WithAPassword {

        private final TestClient client;

        WithAPassword() {
            server.requirePassword("sesame");
            client = server.newClient();
        }

        @Test
        void isNeededBeforeAnythingElse() {
            assertEquals(error("NOAUTH Authentication required."), client.send("PING"));
            assertEquals(ok(), client.send("AUTH sesame"));
            assertEquals(status("PONG"), client.send("PING"));
        }

        @Test
        void mayComeWithTheNameOfTheUser() {
            assertEquals(ok(), client.send("AUTH default sesame"));
            assertEquals(status("PONG"), client.send("PING"));
        }

        @Test
        void mustBeRight() {
            assertEquals(WRONG_PASSWORD, client.send("AUTH sesam"));
            assertEquals(WRONG_PASSWORD, client.send("AUTH default SESAME"));
            assertEquals(error("NOAUTH Authentication required."), client.send("PING"));
        }

        @Test
        void isNotLostByAWrongOneLater() {
            client.send("AUTH sesame");

            assertEquals(WRONG_PASSWORD, client.send("AUTH wrong"));
            assertEquals(status("PONG"), client.send("PING"));
        }
    }
}
