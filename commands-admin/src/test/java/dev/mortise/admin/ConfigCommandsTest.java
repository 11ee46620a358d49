package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandsTest {

    private final TestServer server = TestServer.with(new AdminModule());

    @Nested
    class Get {

        @Test
        void returnsTheValueOfAParameter() {
            assertEquals(bulks("maxclients", "10000"), server.send("CONFIG GET maxclients"));
        }

        @Test
        void returnsAMapInResp3() {
            assertEquals(
                    map(bulk("maxclients"), bulk("10000")),
                    server.newClient().protocol(3).send("CONFIG GET maxclients"));
        }

        @Test
        void repeatsTheNameAsItWasAsked() {
            assertEquals(bulks("MaxClients", "10000"), server.send("CONFIG GET MaxClients"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"max?lients", "m[ab]xclients", "MAXC*", "maxcl* maxclients", "maxclients MAXCLIENTS"})
        void findsEveryParameterThatFitsOnce(String patterns) {
            assertEquals(bulks("maxclients", "10000"), server.send("CONFIG GET " + patterns));
        }

        @Test
        void takesSeveralPatterns() {
            assertEquals(
                    map(bulk("maxclients"), bulk("10000"), bulk("databases"), bulk("16")),
                    server.newClient().protocol(3).send("CONFIG GET data* nosuch maxclients"));
        }

        @Test
        void leavesOutWhatDoesNotExist() {
            assertEquals(array(), server.send("CONFIG GET nosuch"));
            assertEquals(array(), server.send("CONFIG GET nosuch*"));
        }

        @Test
        void takesABackslashAsItIsWhereThereIsNoWildcard() {
            assertEquals(array(), server.call("CONFIG", "GET", "max\\clients"));
            assertEquals(bulks("maxclients", "10000"), server.call("CONFIG", "GET", "max\\client*"));
        }
    }

    @Nested
    class Set {

        @Test
        void changesParameters() {
            assertEquals(ok(), server.send("CONFIG SET maxclients 500 hz 20"));

            assertEquals(bulks("maxclients", "500"), server.send("CONFIG GET maxclients"));
            assertEquals(bulks("hz", "20"), server.send("CONFIG GET hz"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"nosuch 1", "maxclients 500 nosuch 1", "nosuch 1 nosuch 2"})
        void changesNothingIfOneIsUnknown(String pairs) {
            assertEquals(
                    error("ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'"),
                    server.send("CONFIG SET " + pairs));
            assertEquals(bulks("maxclients", "10000"), server.send("CONFIG GET maxclients"));
        }

        @Test
        void takesEachParameterOnce() {
            assertEquals(
                    error("ERR CONFIG SET failed (possibly related to argument 'MAXCLIENTS') - duplicate parameter"),
                    server.send("CONFIG SET maxclients 1 MAXCLIENTS 2"));
        }

        @Test
        void wantsAValueForEachName() {
            assertEquals(error("ERR syntax error"), server.send("CONFIG SET nosuch 1 maxclients"));
            assertEquals(
                    error("ERR wrong number of arguments for 'config|set' command"),
                    server.send("CONFIG SET maxclients"));
        }
    }

    @Nested
    class ResetStat {

        private static final ReplyValue NO_ERRORS = bulk("# Errorstats\r\n");

        @Test
        void setsCountersToZero() {
            server.send("ECHO");
            assertEquals(bulk("# Errorstats\r\nerrorstat_ERR:count=1\r\n"), server.send("INFO errorstats"));

            assertEquals(ok(), server.send("CONFIG RESETSTAT"));

            assertEquals(NO_ERRORS, server.send("INFO errorstats"));
        }
    }
}
