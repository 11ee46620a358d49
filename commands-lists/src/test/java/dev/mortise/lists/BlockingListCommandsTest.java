package dev.mortise.lists;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that wait for an element, and who gets it. */
class BlockingListCommandsTest {

    private static final List<ReplyValue> NOTHING = List.of();

    private final TestServer server = TestServer.with(new ListsModule(), new TestKeys());

    private TestClient waiting(String command) {
        TestClient client = server.newClient();
        client.begin(command);
        assertEquals(NOTHING, client.received());
        return client;
    }

    @Test
    void whatIsThereIsTakenAtOnce() {
        server.send("RPUSH l a b c d e f");
        assertEquals(bulks("l", "a"), server.send("BLPOP missing l 0"));
        assertEquals(bulks("l", "f"), server.send("BRPOP l 0"));
        assertEquals(bulk("b"), server.send("BLMOVE l other LEFT LEFT 0"));
        assertEquals(bulk("e"), server.send("BRPOPLPUSH l other 0"));
        assertEquals(array(bulk("l"), bulks("d", "c")), server.send("BLMPOP 0 2 missing l RIGHT COUNT 5"));
        assertEquals(bulks("e", "b"), server.send("LRANGE other 0 -1"));
    }

    @Test
    void aPushServesWhoWaits() {
        TestClient left = waiting("BLPOP l 0");
        assertEquals(integer(2), server.send("RPUSH l a b"));
        assertEquals(List.of(bulks("l", "a")), left.received());
        assertEquals(integer(1), server.send("LLEN l"));

        server.send("LPOP l");
        TestClient right = waiting("BRPOP other l 0");
        server.send("RPUSH l a b");
        assertEquals(List.of(bulks("l", "b")), right.received());

        server.send("LPOP l");
        TestClient many = waiting("BLMPOP 0 1 l RIGHT COUNT 2");
        server.send("RPUSH l a b c");
        assertEquals(List.of(array(bulk("l"), bulks("c", "b"))), many.received());
    }

    @Test
    void firstComeFirstServed() {
        TestClient first = waiting("BLPOP l 0");
        TestClient second = waiting("BRPOP l 0");
        TestClient third = waiting("BLPOP l 0");
        server.send("RPUSH l a b");
        assertEquals(List.of(bulks("l", "a")), first.received());
        assertEquals(List.of(bulks("l", "b")), second.received());
        assertEquals(NOTHING, third.received());
        server.send("RPUSH l c");
        assertEquals(List.of(bulks("l", "c")), third.received());
    }

    @Test
    void aMoveServesWhoWaitsForItsDestination() {
        TestClient mover = waiting("BLMOVE from to LEFT RIGHT 0");
        TestClient taker = waiting("BLPOP to 0");
        server.send("RPUSH from a");
        assertEquals(List.of(bulk("a")), mover.received());
        assertEquals(List.of(bulks("to", "a")), taker.received());
        assertEquals(integer(0), server.send("LLEN to"));
    }

    @Test
    void aListRotatesForOneWhoWaits() {
        TestClient rotating = waiting("BLMOVE l l LEFT RIGHT 0");
        server.send("RPUSH l a b");
        assertEquals(List.of(bulk("a")), rotating.received());
        assertEquals(bulks("b", "a"), server.send("LRANGE l 0 -1"));
    }

    @Test
    void aDestinationOfAnotherTypeIsToldWhenItMatters() {
        TestClient mover = waiting("BRPOPLPUSH from to 0");
        server.send("TEST.PUT to");
        server.send("RPUSH from a");
        assertEquals(List.of(WRONG_TYPE), mover.received());
        assertEquals(bulks("a"), server.send("LRANGE from 0 -1"));
    }

    @Test
    void aListThatIsMovedOrCopiedServesToo() {
        TestClient first = waiting("BLPOP l 0");
        TestClient second = waiting("BLPOP l 0");
        server.send("RPUSH other a");
        server.send("TEST.COPY other l");
        assertEquals(List.of(bulks("l", "a")), first.received());
        server.send("TEST.MOVE other l");
        assertEquals(List.of(bulks("l", "a")), second.received());
    }

    @Test
    void aValueOfAnotherTypeServesNobody() {
        TestClient client = waiting("BLPOP l 0");
        server.send("TEST.PUT l");
        assertEquals(NOTHING, client.received());
    }

    @Test
    void whoHasLeftTakesNothing() {
        TestClient gone = waiting("BLPOP l 0");
        TestClient next = waiting("BLPOP l 0");
        gone.close();
        server.send("RPUSH l a");
        assertEquals(List.of(bulks("l", "a")), next.received());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLPOP l 0.01",
                "BRPOP l 0.01",
                "BLMOVE l l LEFT LEFT 0.01",
                "BRPOPLPUSH l l 0.01",
                "BLMPOP 0.01 1 l LEFT",
                "BLPOP l 0.0091"
            })
    void theTimeIsOverExactlyThen(String command) {
        TestClient client = waiting(command);
        server.advance(Duration.ofMillis(9));
        assertEquals(NOTHING, client.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(nilArray()), client.received());
        server.send("RPUSH l a");
        assertEquals(integer(1), server.send("LLEN l"));
    }

    @Test
    void zeroIsForEver() {
        TestClient client = waiting("BLPOP l 0");
        server.advance(Duration.ofDays(10_000));
        assertEquals(NOTHING, client.received());
        TestClient longest = waiting("BLPOP m 9223372036854775.807");
        server.advance(Duration.ofDays(10_000));
        assertEquals(NOTHING, longest.received());
    }

    @ParameterizedTest
    @CsvSource({"0.01, 10", "0.0101, 11", "1e-4950, 1", "0x1p-6, 16", "1000, 1000000"})
    void partsOfMillisecondsAreWaitedForWhole(String seconds, long millis) {
        TestClient client = waiting("BLPOP l " + seconds);
        server.advance(Duration.ofMillis(millis - 1));
        assertEquals(NOTHING, client.received());
        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(nilArray()), client.received());
    }

    @Test
    void timesThatAreNone() {
        ReplyValue notAFloat = error("ERR timeout is not a float or out of range");
        ReplyValue negative = error("ERR timeout is negative");
        for (String timeout : List.of("x", "1x", "nan", "\"\"", "1e5000", "1e-5000")) {
            assertEquals(notAFloat, server.send("BLPOP l " + timeout));
        }
        for (String timeout : List.of("-1", "-0.0011", "inf", "-inf", "1e4932", "9223372036854775.808")) {
            assertEquals(negative, server.send("BLPOP l " + timeout));
        }
        assertEquals(negative, server.send("BLMPOP -1 1 l LEFT"));
        assertEquals(error("ERR syntax error"), server.send("BLMOVE l m LEFT BESIDE x"));
    }
}
