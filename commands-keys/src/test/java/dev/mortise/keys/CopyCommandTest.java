package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    /** Several names, because some pairs lie in one shard and some in two. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e", "f", "g", "h"})
    void leavesBothKeysWithTheValue(String copy) {
        server.send("TEST.PUT key 10");

        assertEquals(integer(1), server.call("COPY", "key", copy));

        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(bulk("key"), server.call("TEST.GET", copy));
        assertEquals(integer(10), server.send("PTTL key"));
        assertEquals(integer(10), server.call("PTTL", copy));
    }

    @Test
    void makesCopiesThatChangeApart() {
        server.send("TEST.COUNTER key");

        server.send("COPY key copy");

        assertEquals(integer(2), server.send("TEST.COUNTER copy"));
        assertEquals(integer(3), server.send("TEST.COUNTER copy"));
        assertEquals(integer(2), server.send("TEST.COUNTER key"));
    }

    @Test
    void refusesValuesOfATypeThatCannotBeCopied() {
        server.send("TEST.OTHER key");
        server.send("TEST.PUT taken");

        assertEquals(error("ERR not supported for this module key"), server.send("COPY key copy"));
        assertEquals(error("ERR not supported for this module key"), server.send("COPY key taken REPLACE"));
        assertEquals(integer(0), server.send("EXISTS copy"));
        assertEquals(bulk("taken"), server.send("TEST.GET taken"));
    }

    @Test
    void copiesNothingThatIsNotThere() {
        server.send("TEST.PUT taken");

        assertEquals(integer(0), server.send("COPY missing copy"));
        assertEquals(integer(0), server.send("COPY missing taken REPLACE"));
        assertEquals(bulk("taken"), server.send("TEST.GET taken"));
    }

    @Test
    void replacesOnlyIfToldTo() {
        server.send("TEST.PUT key");
        server.send("TEST.OTHER taken");

        assertEquals(integer(0), server.send("COPY key taken"));
        assertEquals(status("other"), server.send("TYPE taken"));

        assertEquals(integer(1), server.send("COPY key taken REPLACE"));
        assertEquals(bulk("key"), server.send("TEST.GET taken"));
    }

    @Test
    void replacesWhatIsOver() {
        server.send("TEST.PUT key");
        server.send("TEST.PUT over 10");

        server.advance(ofMillis(9));
        assertEquals(integer(0), server.send("COPY key over"));

        server.advance(ofMillis(1));
        assertEquals(integer(1), server.send("COPY key over"));
        assertEquals(integer(-1), server.send("PTTL over"));
    }

    @Test
    void reachesAnotherDatabase() {
        server.send("TEST.PUT key");

        assertEquals(integer(1), server.send("COPY key key DB 3"));
        assertEquals(integer(1), server.send("COPY key copy DB 3"));
        assertEquals(nil(), server.send("TEST.GET copy"));
        assertEquals(integer(0), server.send("COPY key copy DB 3"));
        assertEquals(integer(1), server.send("COPY key copy DB 3 REPLACE"));

        server.send("TEST.SELECT 3");
        assertEquals(bulk("key"), server.send("TEST.GET key"));
        assertEquals(bulk("key"), server.send("TEST.GET copy"));
    }

    @Test
    void takesTheLastDatabaseThatIsGiven() {
        server.send("TEST.PUT key");

        server.send("COPY key copy DB 3 REPLACE DB 4 REPLACE");

        server.send("TEST.SELECT 3");
        assertEquals(integer(0), server.send("EXISTS copy"));
        server.send("TEST.SELECT 4");
        assertEquals(integer(1), server.send("EXISTS copy"));
    }

    @ParameterizedTest
    @CsvSource({
        "key key, ERR source and destination objects are the same",
        "key key REPLACE, ERR source and destination objects are the same",
        "key key DB 0, ERR source and destination objects are the same",
        "missing missing, ERR source and destination objects are the same",
        "key copy DB 16, ERR DB index is out of range",
        "key copy DB -1, ERR DB index is out of range",
        "key copy DB x, ERR value is not an integer or out of range",
        "key copy DB x NOPE, ERR value is not an integer or out of range",
        "key copy DB, ERR syntax error",
        "key copy REPLACE DB, ERR syntax error",
        "key copy NOPE, ERR syntax error",
        "key copy NOPE DB x, ERR syntax error",
        "missing copy NOPE, ERR syntax error"
    })
    void refusesWhatMakesNoSense(String arguments, String refusal) {
        server.send("TEST.PUT key");

        assertEquals(error(refusal), server.send("COPY " + arguments));
        assertEquals(integer(1), server.send("DBSIZE"));
    }
}
