package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.KeyEvent;
import dev.mortise.api.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when commands that wait for keys are served, and what they may not do. */
class BlockingConsequencesTest {

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

    @Nested
    class Changes {

        @BeforeEach
        void aQueueOfOne() {
            server.send("L.PUSH queue a");
            first.begin("L.BLONGER queue 10");
        }

        @Test
        void areComparedWithWhatTheCommandHasFoundFirst() {
            server.send("L.POP queue");
            server.send("L.PUSH queue b");
            assertEquals(List.of(error("UNBLOCKED the key is gone")), first.received());
        }

        @Test
        void thatAreNoneItWaitsForLeaveItsPlace() {
            server.send("L.PUSH queue b");
            second.begin("L.BLONGER queue 0");
            first.received();
            first.begin("L.BLONGER queue 0");
            server.send("L.POP queue");
            assertEquals(NOTHING, first.received());
            assertEquals(NOTHING, second.received());

            server.send("L.PUSH queue c d");

            assertEquals(List.of(integer(3)), first.received());
            assertEquals(List.of(integer(3)), second.received());
        }

        @Test
        void thatDoNotComeEndWithTheTime() {
            server.advance(Duration.ofMillis(10));

            assertEquals(List.of(status("no longer")), first.received());
        }

        @ParameterizedTest
        @ValueSource(strings = {"L.DEL queue", "L.RENAME queue other", "L.FLUSH", "L.SWAP 0 1", "L.EXPIRE queue"})
        void areRemovalsToo(String command) {
            server.send(command);
            server.advance(Duration.ofMillis(1));
            server.reclaimExpired();

            assertEquals(List.of(error("UNBLOCKED the key is gone")), first.received());
        }
    }

    @Nested
    class WhatFollows {

        @Test
        void isThatThePusherFindsWhatIsLeft() {
            first.begin("L.BPOP queue 0");

            byte[] replies = second.exchange("L.PUSH queue a\r\nL.LEN queue\r\n".getBytes(StandardCharsets.US_ASCII));

            assertEquals(List.of(ok(), integer(0)), ReplyParser.parseAll(replies));
        }

        @Test
        void isThatItIsShownAsWaitingUntilItIsServed() {
            Session session = session(first);
            first.begin("L.BPOP queue 0");
            assertTrue(server.server().info(Set.of("clients")).contains("blocked_clients:1\r\n"));

            server.send("L.PUSH queue a");

            assertTrue(server.server().info(Set.of("clients")).contains("blocked_clients:0\r\n"));
            assertFalse(session.unblock(false));
        }

        @Test
        void isInTheJournalAfterThePush() {
            List<String> units = new ArrayList<>();
            try (TestServer journaled =
                    TestServer.with(new LineModule(), setup -> setup.journal(unit -> units.add(UnitText.of(unit))))) {
                TestClient waiting = journaled.newClient();
                waiting.begin("L.BPOP queue 0");
                journaled.send("L.PUSH queue a");
            }

            assertEquals(List.of("0: L.PUSH queue a", "0: L.BPOP queue 0"), units);
        }

        @Test
        void isToldAfterThePush() {
            List<String> told = new ArrayList<>();
            try (TestServer listening = TestServer.with(
                    new LineModule(),
                    setup -> setup.on(EnumSet.allOf(KeyEvent.Kind.class), event -> told.add(event.name())))) {
                listening.newClient().begin("L.BPOP queue 0");
                listening.send("L.PUSH queue a");
            }

            assertEquals(List.of("new", "l.push", "l.bpop", "del"), told);
        }

        @Test
        void isAFailureOfItsOwn() {
            first.begin("L.BFAIL queue");

            assertEquals(ok(), server.send("L.PUSH queue a"));

            assertEquals(
                    List.of(error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalArgumentException)")),
                    first.received());
            assertEquals(integer(2), server.send("L.LEN queue"));
            String stats = server.server().info(Set.of("commandstats"));
            assertTrue(stats.contains("cmdstat_l.bfail:calls=1,"), stats);
            assertTrue(stats.contains("failed_calls=1"), stats);
        }
    }

    @Nested
    class Misuse {

        private static ReplyValue refused() {
            return error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)");
        }

        @Test
        void isAnError() {
            assertEquals(refused(), server.send("L.UNDECLARED queue"));
            assertEquals(refused(), server.send("L.BODD queue twice"));
            assertEquals(refused(), server.send("L.BODD queue on"));
            ReplyValue outOfBounds =
                    error("ERR internal error in plugin 'dev.mortise.testkit' (IndexOutOfBoundsException)");
            assertEquals(outOfBounds, server.send("L.BODD queue too-many"));
            assertEquals(outOfBounds, server.send("L.BODD queue none"));
            assertTrue(server.server().info(Set.of("clients")).contains("blocked_clients:0\r\n"));
        }

        @Test
        void isToWaitOnWhenTheTimeIsOver() {
            first.begin("L.BODD queue for-ever");

            server.advance(Duration.ofMillis(10));

            assertEquals(List.of(refused()), first.received());
        }

        @Test
        void isToWaitForSomethingElseAfterwards() {
            first.begin("L.BODD queue else");

            server.send("L.PUSH queue a");

            assertEquals(List.of(refused()), first.received());
        }
    }
}
