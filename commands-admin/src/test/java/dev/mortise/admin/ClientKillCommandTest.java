package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKillCommandTest {

    private final TestServer server = TestServer.with(new AdminModule());
    private final TestClient victim = server.newClient();
    private final TestClient killer = server.newClient();

    private static long id(TestClient client) {
        return assertInstanceOf(ReplyValue.Int.class, client.send("CLIENT ID")).value();
    }

    @Nested
    class ByFilters {

        @Test
        void closesWhoFitsAndTellsHowMany() {
            assertEquals(integer(1), killer.send("CLIENT KILL ID " + id(victim)));

            assertTrue(victim.closed());
            assertFalse(killer.closed());
        }

        @Test
        void closesNobodyIfNobodyFits() {
            assertEquals(integer(0), killer.send("CLIENT KILL ID 999"));
            assertEquals(integer(0), killer.send("CLIENT KILL TYPE pubsub"));
            assertEquals(integer(0), killer.send("CLIENT KILL ADDR 192.0.2.1:1"));
            assertEquals(integer(0), killer.send("CLIENT KILL LADDR 192.0.2.1:1"));

            assertFalse(victim.closed());
        }

        @Test
        void aConnectionMustFitAllOfThem() {
            assertEquals(integer(0), killer.send("CLIENT KILL TYPE replica ID " + id(victim)));
            assertFalse(victim.closed());

            assertEquals(integer(1), killer.send("CLIENT KILL type normal user default skipme yes id " + id(victim)));
            assertTrue(victim.closed());
        }

        @Test
        void theSecondOfAKindCounts() {
            assertEquals(integer(1), killer.send("CLIENT KILL ID 999 ID " + id(victim)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"TYPE normal", "USER default", "SKIPME yes"})
        void sparesTheAskingConnection(String filter) {
            killer.send("CLIENT KILL " + filter);

            assertTrue(victim.closed());
            assertFalse(killer.closed());
        }

        @Test
        void closesTheAskingConnectionTooIfTold() {
            assertEquals(integer(0), killer.send("CLIENT KILL ID " + id(killer)));
            assertFalse(killer.closed());

            assertEquals(integer(1), killer.send("CLIENT KILL SKIPME no ID " + id(killer)));
            assertTrue(killer.closed());
        }

        @Test
        void findsConnectionsByTheirAddresses() {
            String local = server.server().sessions().getFirst().localAddress();

            killer.send("CLIENT KILL LADDR " + local);

            assertTrue(victim.closed());
            assertFalse(killer.closed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "abc", "''"})
        void wantsAnIdGreaterThanZero(String id) {
            assertEquals(error("ERR client-id should be greater than 0"), killer.send("CLIENT KILL ID " + id));
        }

        @Test
        void namesTheKindOrUserThatDoesNotExist() {
            assertEquals(error("ERR Unknown client type 'robot'"), killer.send("CLIENT KILL TYPE robot"));
            assertEquals(error("ERR No such user 'ana'"), killer.send("CLIENT KILL USER ana"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"SKIPME perhaps", "NAME ana", "ID 5 ADDR", "MAXAGE 5"})
        void rejectsFiltersThatMakeNoSense(String filters) {
            assertEquals(error("ERR syntax error"), killer.send("CLIENT KILL " + filters));
            assertFalse(victim.closed());
        }
    }

    @Nested
    class ByAddress {

        @Test
        void saysOk() {
            TestServer pair = TestServer.with(new AdminModule());
            String address = pair.server().sessions().getFirst().address();

            assertEquals(ok(), pair.send("CLIENT KILL " + address));
        }

        @ParameterizedTest
        @ValueSource(strings = {"192.0.2.1:1", "ID", "''"})
        void saysIfThereIsNobody(String address) {
            assertEquals(error("ERR No such client"), killer.send("CLIENT KILL " + address));
        }
    }
}
