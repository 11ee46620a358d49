package acme.limit;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.admin.AdminModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitModuleTest {

    private static final String LIMITED = "LIMITED too many commands, slow down";

    @Nested
    class Take {

        private final TestServer server = TestServer.with(new LimitModule(), new KeysModule(), new StringsModule());

        @Test
        void takesABurstAndThenTellsWhenToComeAgain() {
            assertEquals(integer(0), server.send("LIMIT.TAKE mail 2 4"));
            assertEquals(integer(0), server.send("LIMIT.TAKE mail 2 4"));
            assertEquals(integer(250), server.send("LIMIT.TAKE mail 2 4"));

            server.advance(Duration.ofMillis(249));
            assertEquals(integer(1), server.send("LIMIT.TAKE mail 2 4"));

            server.advance(Duration.ofMillis(1));
            assertEquals(integer(0), server.send("LIMIT.TAKE mail 2 4"));
        }

        @Test
        void aFullBucketTakesNoMemory() {
            server.send("LIMIT.TAKE mail 2 4");

            server.advance(Duration.ofMillis(249));
            assertEquals(integer(1), server.send("EXISTS mail"));

            server.advance(Duration.ofMillis(1));
            assertEquals(integer(0), server.send("EXISTS mail"));
        }

        @Test
        void eachKeyIsABucket() {
            assertEquals(integer(0), server.send("LIMIT.TAKE a 1 1"));
            assertEquals(integer(0), server.send("LIMIT.TAKE b 1 1"));
            assertEquals(integer(1000), server.send("LIMIT.TAKE a 1 1"));
        }

        @ParameterizedTest
        @CsvSource({
            "0 1, ERR burst must be 1 to 1000000",
            "x 1, ERR value is not an integer or out of range",
            "1 0, ERR rate must be 0.000001 to 1000000 per second",
            "1 x, ERR value is not a valid float",
        })
        void refusesWhatMakesNoBucket(String arguments, String message) {
            assertEquals(error(message), server.send("LIMIT.TAKE key " + arguments));
            assertEquals(integer(0), server.send("EXISTS key"));
        }

        @Test
        void refusesAKeyThatIsNoBucket() {
            server.send("SET name ana");

            assertEquals(error("ERR value is not an integer or out of range"), server.send("LIMIT.TAKE name 1 1"));
        }
    }

    @Nested
    class LimitOfCommands {

        private final TestServer server = TestServer.with(
                Map.of("acme.limit.commandsPerSecond", "2"), new LimitModule(), new AdminModule(), new StringsModule());

        @Test
        void refusesWhatComesTooFast() {
            assertEquals(ok(), server.send("SET key 1"));
            assertEquals(ok(), server.send("SET key 2"));
            assertEquals(error(LIMITED), server.send("SET key 3"));

            server.advance(Duration.ofMillis(500));
            assertEquals(ok(), server.send("SET key 4"));
            assertTrue(server.server().info(Set.of("everything")).contains("commands_refused:1"));
        }

        @Test
        void isOfEachConnection() {
            TestClient other = server.newClient();
            server.send("SET key 1");
            server.send("SET key 2");

            assertEquals(ok(), other.send("SET key 3"));
        }

        @Test
        void leavesTheWayOutOpen() {
            server.send("SET key 1");
            server.send("SET key 2");

            assertEquals(status("PONG"), server.send("PING"));
            assertEquals(ok(), server.send("CONFIG SET acme.limit.commandsPerSecond 0"));
            assertEquals(ok(), server.send("SET key 3"));
        }
    }
}
