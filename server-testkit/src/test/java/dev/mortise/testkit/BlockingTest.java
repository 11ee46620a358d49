package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that wait for a value of a key. */
class BlockingTest {

    private static final List<ReplyValue> NOTHING = List.of();

    private final TestServer server = TestServer.with(new LineModule());
    private final TestClient first = server.newClient();
    private final TestClient second = server.newClient();

    private Session session(TestClient client) {
        // The reply to this is a number.
        long id = ((ReplyValue.Int) client.send("L.ID")).value();
        Session session = server.server().session(id);
        assertNotNull(session);
        return session;
    }

    @Test
    void aValueThatIsThereIsTakenAtOnce() {
        server.send("L.PUSH queue a b");

        assertEquals(bulks("queue", "a"), server.send("L.BPOP queue 0"));
        assertEquals(integer(1), server.send("L.LEN queue"));
    }

    @Test
    void aValueThatComesServesWhoWaits() {
        first.begin("L.BPOP queue 0");
        assertEquals(NOTHING, first.received());

        assertEquals(ok(), server.send("L.PUSH queue a"));

        assertEquals(List.of(bulks("queue", "a")), first.received());
        assertEquals(integer(0), server.send("L.LEN queue"));
    }

    @Test
    void whatTheClientSendsMeanwhileComesAfterwards() {
        first.begin("L.BPOP queue 0");
        first.begin("L.PUSH other b");
        first.begin("L.BPOP queue 0");
        server.send("L.PUSH queue a");

        assertEquals(List.of(bulks("queue", "a"), ok()), first.received());
        server.send("L.PUSH queue c");
        assertEquals(List.of(bulks("queue", "c")), first.received());
    }

    @Nested
    class TheLine {

        @Test
        void isFirstComeFirstServed() {
            first.begin("L.BPOP queue 0");
            second.begin("L.BPOP queue 0");

            server.send("L.PUSH queue a");
            assertEquals(List.of(bulks("queue", "a")), first.received());
            assertEquals(NOTHING, second.received());
            first.begin("L.BPOP queue 0");
            server.send("L.PUSH queue b");
            assertEquals(NOTHING, first.received());
            assertEquals(List.of(bulks("queue", "b")), second.received());
        }

        @Test
        void isServedByOnePushOfSeveral() {
            first.begin("L.BPOP queue 0");
            second.begin("L.BPOP queue 0");

            server.send("L.PUSH queue a b c");

            assertEquals(List.of(bulks("queue", "a")), first.received());
            assertEquals(List.of(bulks("queue", "b")), second.received());
            assertEquals(integer(1), server.send("L.LEN queue"));
        }

        @Test
        void isForEachKeyByItself() {
            first.begin("L.BPOP one other 0");
            second.begin("L.BPOP other one 0");
            server.send("L.PUSH other a");
            server.send("L.PUSH one b");

            assertEquals(List.of(bulks("other", "a")), first.received());
            assertEquals(List.of(bulks("one", "b")), second.received());
        }

        @Test
        void keepsThePlaceOfWhoFindsTooLittle() {
            first.begin("L.BPAIR queue 0");
            second.begin("L.BPAIR queue 0");
            server.send("L.PUSH queue a");
            assertEquals(NOTHING, first.received());
            assertEquals(NOTHING, second.received());

            server.send("L.PUSH queue b");

            assertEquals(List.of(bulks("a", "b")), first.received());
            assertEquals(NOTHING, second.received());
        }

        @Test
        void goesOnBehindWhoFindsTooLittle() {
            first.begin("L.BPAIR queue 0");
            second.begin("L.BPOP queue 0");

            server.send("L.PUSH queue a");

            assertEquals(NOTHING, first.received());
            assertEquals(List.of(bulks("queue", "a")), second.received());
        }

        @Test
        void holdsWhoNamesAKeyTwiceOnce() {
            first.begin("L.BPOP queue queue 0");
            second.begin("L.BPOP queue 0");
            server.send("L.PUSH queue a b");

            assertEquals(List.of(bulks("queue", "a")), first.received());
            assertEquals(List.of(bulks("queue", "b")), second.received());
        }

        @Test
        void isThatOfOneDatabase() {
            first.send("L.DB 1");
            first.begin("L.BPOP queue 0");
            server.send("L.PUSH queue a");
            assertEquals(NOTHING, first.received());

            second.send("L.DB 1");
            second.send("L.PUSH queue b");
            assertEquals(List.of(bulks("queue", "b")), first.received());
        }

        @Test
        void goesOnFromOneToTheNext() {
            first.begin("L.BMOVE one two 0");
            second.begin("L.BMOVE two three 0");
            TestClient third = server.newClient();
            third.begin("L.BPOP three 0");

            server.send("L.PUSH one a");

            assertEquals(List.of(bulk("a")), first.received());
            assertEquals(List.of(bulk("a")), second.received());
            assertEquals(List.of(bulks("three", "a")), third.received());
        }
    }

    @Nested
    class IsServedBy {

        @ParameterizedTest
        @CsvSource({
            "L.RENAME source queue, 0",
            "L.COPY source queue, 0",
            "L.CALLPUSH queue a, 0",
            "L.SWAP 0 3, 3",
            "L.SWAP 3 0, 3"
        })
        void whateverGivesTheKeyAValue(String command, int database) {
            first.begin("L.BPOP queue 0");
            server.send("L.DB " + database);
            server.send(database == 0 ? "L.PUSH source a" : "L.PUSH queue a");
            assertEquals(NOTHING, first.received());

            assertEquals(ok(), server.send(command));

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }

        @Test
        void aMoveFromAnotherDatabase() {
            first.send("L.DB 1");
            first.begin("L.BPOP queue 0");
            server.send("L.PUSH queue a");

            server.send("L.MOVE queue 1");

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }

        @Test
        void whatIsNoCommand() {
            first.begin("L.BPOP queue 0");

            server.server().keyspace().write(0, Slice.of("queue"), entry -> {
                LineModule.push(entry, "a");
                return "";
            });

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }

        @Test
        void theKeyThatWasChangedFirst() {
            first.begin("L.BPOP one other 0");

            server.send("L.CALLBOTH one other a");

            assertEquals(List.of(bulks("other", "a")), first.received());
            assertEquals(integer(1), server.send("L.LEN one"));
        }

        @Test
        void allThatOneKeyHasBeforeTheNext() {
            first.begin("L.BPOP other 0");
            second.begin("L.BPOP one other 0");

            server.send("L.PUSHBOTH other a b one c");

            assertEquals(List.of(bulks("other", "a")), first.received());
            assertEquals(List.of(bulks("other", "b")), second.received());
        }

        @Test
        void theFirstOfTheKeysThatOneCommandHasChanged() {
            first.begin("L.BPOP other one 0");

            server.send("L.BOTH one other a");

            assertEquals(List.of(bulks("one", "a")), first.received());
            assertEquals(integer(1), server.send("L.LEN other"));
        }
    }

    @Nested
    class OtherTypes {

        private static final ReplyValue WRONG_TYPE =
                error("WRONGTYPE Operation against a key holding the wrong kind of value");

        @Test
        void areAnErrorAtFirst() {
            server.send("L.SET text a");

            assertEquals(WRONG_TYPE, server.send("L.BPOP queue text 0"));
            server.send("L.PUSH queue a");
            assertEquals(bulks("queue", "a"), server.send("L.BPOP queue text 0"));
        }

        @Test
        void arePassedOverAfterwards() {
            first.begin("L.BPOP one other 0");
            server.send("L.SET one a");
            assertEquals(NOTHING, first.received());

            server.send("L.PUSH other b");

            assertEquals(List.of(bulks("other", "b")), first.received());
        }

        @Test
        void underTheTargetAreAnErrorAndNothingIsLost() {
            first.begin("L.BMOVE one other 0");
            server.send("L.SET other a");
            server.send("L.PUSH one b");

            assertEquals(List.of(WRONG_TYPE), first.received());
            assertEquals(integer(1), server.send("L.LEN one"));
        }

        @Test
        void andTheEndOfTheKeyspaceLeaveTheLineAsItIs() {
            first.begin("L.BPOP queue 0");
            server.send("L.SET queue a");
            server.send("L.FLUSH");
            server.send("L.SET queue a");
            server.send("L.DEL queue");
            assertEquals(NOTHING, first.received());

            server.send("L.PUSH queue a");

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }
    }

    @Nested
    class Time {

        @Test
        void endsTheWait() {
            first.begin("L.BPOP queue 10");

            server.advance(Duration.ofMillis(9));
            assertEquals(NOTHING, first.received());
            server.advance(Duration.ofMillis(1));
            assertEquals(List.of(nil()), first.received());
        }

        @Test
        void countsFromTheBeginning() {
            first.begin("L.BPAIR queue 10");
            server.advance(Duration.ofMillis(9));
            server.send("L.PUSH queue a");
            assertEquals(NOTHING, first.received());

            server.advance(Duration.ofMillis(1));

            assertEquals(List.of(nil()), first.received());
        }

        @Test
        void leavesThePlaceToTheNext() {
            first.begin("L.BPOP queue 10");
            second.begin("L.BPOP queue 0");
            server.advance(Duration.ofMillis(10));
            assertEquals(List.of(nil()), first.received());

            server.send("L.PUSH queue a");

            assertEquals(List.of(bulks("queue", "a")), second.received());
            first.begin("L.BPOP queue 10");
            assertEquals(NOTHING, first.received());
        }

        @Test
        void thatIsOverUnnoticedDoesNotMissAValue() {
            first.begin("L.BPOP queue 10");
            server.advance(Duration.ofMillis(10));

            server.send("L.PUSH queue a");

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }

        @Test
        void isOverForWhoIsCalled() {
            assertEquals(nil(), server.send("L.CALLBPOP queue 0"));
            server.send("L.PUSH queue a");
            assertEquals(bulks("queue", "a"), server.send("L.CALLBPOP queue 0"));
        }
    }

    @Nested
    class Unblocking {

        @Test
        void answersAsIfTheTimeWereOver() {
            Session session = session(first);
            first.begin("L.BPOP queue 0");

            assertTrue(session.unblock(false));
            assertEquals(List.of(nil()), first.received());
            assertFalse(session.unblock(false));
        }

        @Test
        void withAnErrorLeavesThePlaceToTheNext() {
            Session session = session(first);
            first.begin("L.BPOP queue 0");
            second.begin("L.BPOP queue 0");

            assertTrue(session.unblock(true));
            assertEquals(List.of(error("UNBLOCKED client unblocked via CLIENT UNBLOCK")), first.received());
            server.send("L.PUSH queue a");

            assertEquals(NOTHING, first.received());
            assertEquals(List.of(bulks("queue", "a")), second.received());
        }
    }

    @Nested
    class AClientThatLeaves {

        @Test
        void takesNothingWithIt() {
            first.begin("L.BPOP queue 0");
            first.close();

            server.send("L.PUSH queue a");

            assertEquals(integer(1), server.send("L.LEN queue"));
        }

        @Test
        void makesWayForTheNext() {
            first.begin("L.BPOP queue other 0");
            second.begin("L.BPOP queue 0");
            first.close();

            server.send("L.PUSH queue a");

            assertEquals(List.of(bulks("queue", "a")), second.received());
        }

        @Test
        void takesNothingWithItWhenItIsKilled() {
            Session session = session(first);
            first.begin("L.BPOP queue 0");
            session.kill();

            server.send("L.PUSH queue a");

            assertEquals(integer(1), server.send("L.LEN queue"));
        }
    }

    @Nested
    class APause {

        private void pause(long millis) {
            server.server().pauseClients(false, server.nowMillis() + millis);
        }

        @Test
        void doesNotKeepThemFromBeingServed() {
            first.begin("L.BPOP queue 0");
            pause(10);

            server.server().keyspace().write(0, Slice.of("queue"), entry -> {
                LineModule.push(entry, "a");
                return "";
            });

            assertEquals(List.of(bulks("queue", "a")), first.received());
        }

        @Test
        void doesNotKeepTheirTimeFromEnding() {
            first.begin("L.BPOP queue 10");
            pause(20);

            server.advance(Duration.ofMillis(10));

            assertEquals(List.of(nil()), first.received());
        }
    }
}
