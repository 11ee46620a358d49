package dev.mortise.transactions;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {

    private static final ReplyValue QUEUED = status("QUEUED");
    private static final ReplyValue FLAWED = error("EXECABORT Transaction discarded because of previous errors.");

    private final TestServer server = TestServer.with(new TransactionsModule(), new CounterModule());
    private final TestClient other = server.newClient();

    @Test
    void runsWhatWasQueued() {
        assertEquals(ok(), server.send("MULTI"));
        assertEquals(QUEUED, server.send("T.SET key 1"));
        assertEquals(QUEUED, server.send("T.INCR key"));
        assertEquals(nil(), other.send("T.GET key"), "nothing is done before EXEC");

        assertEquals(array(ok(), integer(2)), server.send("EXEC"));

        assertEquals(bulk("2"), other.send("T.GET key"));
    }

    @Test
    void isOverAfterExec() {
        server.send("MULTI");
        server.send("T.INCR key");
        server.send("EXEC");

        assertEquals(integer(2), server.send("T.INCR key"));
        assertEquals(error("ERR EXEC without MULTI"), server.send("EXEC"));
    }

    @Test
    void mayBeEmpty() {
        server.send("MULTI");

        assertEquals(array(), server.send("EXEC"));
    }

    @Test
    void isRunFromOnePipeline() {
        byte[] replies = other.exchange("MULTI\nT.INCR a\nEXEC\nMULTI\nT.INCR a\nT.INCR a\nEXEC\nT.GET a\n"
                .getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                "+OK +QUEUED *1 :1 +OK +QUEUED +QUEUED *2 :2 :3 $1 3 ",
                new String(replies, StandardCharsets.US_ASCII).replace("\r\n", " "));
    }

    @Test
    void keepsManyAndLargeCommands() {
        String large = "x".repeat(100_000);
        server.send("MULTI");
        for (int i = 0; i < 1000; i++) {
            assertEquals(QUEUED, server.send("T.INCR counter"));
        }
        server.call("T.SET", "large", large);
        server.send("T.GET large");
        List<ReplyValue> replies = ((ReplyValue.Array) server.send("EXEC")).elements();

        assertEquals(1002, replies.size());
        assertEquals(integer(1000), replies.get(999));
        assertEquals(bulk(large), replies.getLast());

        server.send("MULTI");
        server.send("T.INCR counter");
        assertEquals(array(integer(1001)), server.send("EXEC"), "the next one begins with nothing");
    }

    @Test
    void answersEachCommandByItself() {
        server.send("MULTI");
        server.send("T.SET key text");
        server.send("T.INCR key");
        server.send("T.FAIL key");
        server.send("T.GET key");

        assertEquals(
                array(
                        ok(),
                        error("ERR value is not an integer or out of range"),
                        error("ERR internal error in plugin 'dev.mortise.transactions' (IllegalStateException)"),
                        bulk("changed by T.FAIL")),
                server.send("EXEC"));
    }

    @Test
    void isNotNested() {
        server.send("MULTI");

        assertEquals(error("ERR MULTI calls can not be nested"), server.send("MULTI"));

        server.send("T.INCR key");
        assertEquals(array(integer(1)), server.send("EXEC"), "which does no harm");
    }

    @Nested
    class Flaws {
        @ParameterizedTest
        @ValueSource(strings = {"NOPE", "T.SET key", "T.ALONE", "DISCARD now", "UNWATCH now", "MULTI now", "WATCH"})
        void ofOneCommandKeepAllFromRunning(String refused) {
            server.send("MULTI");
            server.send("T.INCR key");
            server.send(refused);
            server.send("T.INCR key");

            assertEquals(FLAWED, server.send("EXEC"));
            assertEquals(nil(), server.send("T.GET key"));
            assertEquals(error("ERR EXEC without MULTI"), server.send("EXEC"));
        }

        @Test
        void areForgottenByDiscard() {
            server.send("MULTI");
            server.send("NOPE");
            server.send("DISCARD");

            server.send("MULTI");
            assertEquals(array(), server.send("EXEC"));
        }

        @Test
        void ofExecEndTheTransaction() {
            server.send("MULTI");

            assertEquals(
                    error("EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command"),
                    server.send("EXEC now"));
            assertEquals(error("ERR EXEC without MULTI"), server.send("EXEC"));
        }

        @Test
        void includeCommandsThatTransactionsMustNotHave() {
            server.send("MULTI");

            assertEquals(error("ERR Command not allowed inside a transaction"), server.send("T.ALONE"));
        }
    }

    @Nested
    class Discard {
        @Test
        void forgetsWhatWasQueued() {
            server.send("MULTI");
            server.send("T.INCR key");

            assertEquals(ok(), server.send("DISCARD"));

            assertEquals(nil(), server.send("T.GET key"));
            server.send("MULTI");
            assertEquals(array(), server.send("EXEC"));
        }

        @Test
        void needsATransaction() {
            assertEquals(error("ERR DISCARD without MULTI"), server.send("DISCARD"));
        }
    }

    @Nested
    class Watch {
        @Test
        void letsATransactionRunIfNobodyHasChangedTheKey() {
            server.send("WATCH key");
            other.send("T.INCR other");
            other.send("T.GET key");

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void keepsATransactionFromRunningIfSomebodyHas() {
            server.send("WATCH other key");
            other.send("T.INCR key");

            assertEquals(nilArray(), increment());
            assertEquals(bulk("1"), server.send("T.GET key"));
            assertEquals(array(integer(2)), increment(), "nothing is watched any more");
        }

        @Test
        void noticesWhatComesBetweenMultiAndExec() {
            server.send("WATCH key");
            server.send("MULTI");
            server.send("T.INCR key");
            other.send("T.INCR key");

            assertEquals(nilArray(), server.send("EXEC"));
        }

        @Test
        void noticesOnesOwnChanges() {
            server.send("WATCH key");
            server.send("T.INCR key");

            assertEquals(nilArray(), increment());
        }

        @Test
        void noticesThatAKeyIsGone() {
            server.send("T.SET key 1");
            server.send("WATCH key");
            other.send("T.DEL key");
            other.send("T.SET key 1");

            assertEquals(nilArray(), increment());
        }

        @Test
        void doesNotMindWhatChangesNothing() {
            server.send("WATCH key");
            other.send("T.DEL key");

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void noticesTheEndOfAKeyAtItsInstant() {
            other.send("T.SET key 1");
            other.send("T.END key 10");
            server.send("WATCH key");
            server.advance(Duration.ofMillis(9));
            assertEquals(array(integer(2)), increment());

            server.send("WATCH key");
            server.advance(Duration.ofMillis(1));
            assertEquals(nilArray(), increment(), "though nobody has looked for the key since");
        }

        @Test
        void noticesAKeyThatWasReclaimed() {
            other.send("T.SET key 1");
            other.send("T.END key 10");
            server.send("WATCH key");
            server.advance(Duration.ofMillis(10));
            server.reclaimExpired();

            assertEquals(nilArray(), increment());
        }

        @Test
        void takesAKeyThatHadEndedForNone() {
            other.send("T.SET key 1");
            other.send("T.END key 10");
            server.advance(Duration.ofMillis(10));
            server.send("WATCH key");
            server.reclaimExpired();

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void noticesThatADatabaseIsEmptied() {
            other.send("T.SET key 1");
            server.send("WATCH key");
            other.send("T.CLEAR");

            assertEquals(nilArray(), increment());
        }

        @Test
        void doesNotMindAnEmptyDatabaseForAKeyThatWasNotThere() {
            other.send("T.SET another 1");
            server.send("WATCH key");
            other.send("T.CLEAR");

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void noticesAnExchangeOfDatabasesOneOfWhichHasTheKey() {
            other.send("T.SET key 1");
            server.send("WATCH key");
            other.send("T.SWAP 0 1");
            assertEquals(nilArray(), increment(), "it was there");

            server.send("WATCH key");
            other.send("T.SWAP 0 1");
            assertEquals(nilArray(), increment(), "it is there now");

            server.send("WATCH absent");
            other.send("T.SWAP 0 1");
            assertEquals(array(integer(1)), increment(), "it is in neither");
        }

        @Test
        void isAboutTheDatabaseThatWasChosen() {
            server.send("WATCH key");
            other.send("T.SELECT 1");
            other.send("T.INCR key");

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void isTakenBackByUnwatch() {
            server.send("WATCH key");
            other.send("T.INCR key");

            assertEquals(ok(), server.send("UNWATCH"));

            assertEquals(array(integer(2)), increment());
        }

        @Test
        void isTakenBackByAnExecThatIsRefused() {
            server.send("WATCH key");

            assertEquals(
                    error("EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command"),
                    server.send("EXEC now"));

            other.send("T.INCR key");
            assertEquals(array(integer(2)), increment());
        }

        @ParameterizedTest
        @ValueSource(strings = {"EXEC", "DISCARD", "DISCARD now", "UNWATCH key", "MULTI now", "WATCH", "NOPE", "T.SET"})
        void isNotTakenBackByWhatElseIsRefused(String refused) {
            server.send("WATCH key");
            server.send(refused);
            other.send("T.INCR key");

            assertEquals(nilArray(), increment());
        }

        @Test
        void isNoTransactionThatCouldBeFlawed() {
            server.send("WATCH key");
            server.send("NOPE");

            assertEquals(array(integer(1)), increment());
        }

        @Test
        void isTakenBackByDiscardAndByAFlawedTransaction() {
            server.send("WATCH key");
            server.send("MULTI");
            server.send("DISCARD");
            other.send("T.INCR key");
            assertEquals(array(integer(2)), increment());

            server.send("WATCH key");
            server.send("MULTI");
            server.send("NOPE");
            server.send("EXEC");
            other.send("T.INCR key");
            assertEquals(array(integer(4)), increment());
        }

        @Test
        void isNotForWithinTransactions() {
            server.send("MULTI");

            assertEquals(error("ERR WATCH inside MULTI is not allowed"), server.send("WATCH key"));
            assertEquals(array(), server.send("EXEC"), "which does no harm");
        }

        @Test
        void isAnsweredByExecabortIfThereWereErrorsAsWell() {
            server.send("WATCH key");
            other.send("T.INCR key");
            server.send("MULTI");
            server.send("NOPE");

            assertEquals(FLAWED, server.send("EXEC"));
        }

        @Test
        void repeatedIsWatchingOnce() {
            server.send("WATCH key key");
            server.send("WATCH key");
            server.send("UNWATCH");
            other.send("T.INCR key");

            assertEquals(array(integer(2)), increment());
        }

        @Test
        void withUnwatchInTheTransactionIsOverAnyway() {
            server.send("WATCH key other");
            server.send("MULTI");
            server.send("UNWATCH");
            server.send("T.INCR key");

            assertEquals(array(ok(), integer(1)), server.send("EXEC"));
        }

        private ReplyValue increment() {
            server.send("MULTI");
            server.send("T.INCR key");
            return server.send("EXEC");
        }
    }

    @Nested
    class Within {
        @Test
        void noCommandWaits() {
            server.send("MULTI");
            server.send("T.AWAIT key");
            server.send("T.INCR key");

            assertEquals(array(nilArray(), integer(1)), server.send("EXEC"));
        }

        @Test
        void noCommandAnswersLater() {
            server.send("MULTI");
            server.send("T.LATER");

            assertEquals(
                    array(error("ERR 't.later' answers later, for which 'exec' cannot wait")), server.send("EXEC"));
        }

        @Test
        void anotherDatabaseIsThatOfTheCommandsThatFollow() {
            server.send("MULTI");
            server.send("T.INCR key");
            server.send("T.SELECT 1");
            server.send("T.INCR key");
            server.send("T.INCR key");
            server.send("EXEC");

            assertEquals(bulk("2"), server.send("T.GET key"));
            assertEquals(bulk("1"), other.send("T.GET key"));
        }

        @Test
        void theWholeKeyspaceIsReachedByWhoDeclaresIt() {
            other.send("T.INCR a");
            other.send("T.INCR b");
            server.send("MULTI");
            server.send("T.INCR c");
            server.send("T.SIZE");
            server.send("T.CLEAR");
            server.send("T.INCR a");

            assertEquals(array(integer(1), integer(3), integer(3), integer(1)), server.send("EXEC"));
        }

        @Test
        void theWholeKeyspaceIsNotReachedByWhoDeclaresNothing() {
            server.send("MULTI");
            server.send("T.INCR a");
            server.send("T.SECRETSIZE");

            assertEquals(
                    array(
                            integer(1),
                            error("ERR 't.secretsize' needs the whole keyspace, of which 'exec' has locked a part")),
                    server.send("EXEC"));
        }

        @Test
        void theProtocolChangesForTheRepliesThatFollow() {
            server.send("MULTI");
            server.send("T.GET missing");
            server.send("T.PROTOCOL 3");
            server.send("T.GET missing");

            assertEquals(array(nil(), ok(), nil()), server.send("EXEC"));
        }
    }

    @Test
    void endsWithTheConnection() {
        other.send("WATCH key");
        other.send("MULTI");
        other.send("T.INCR key");
        other.close();

        assertEquals(integer(1), server.send("T.INCR key"));
        assertTrue(server.server().sessions().size() == 1);
    }

    @Test
    void servesThoseWhoWaitWhenAllIsDone() {
        other.begin("T.AWAIT key");
        server.send("MULTI");
        server.send("T.SET key 1");
        server.send("T.SET key 2");
        server.send("EXEC");

        assertEquals(List.of(bulk("2")), other.received());
    }

    @Test
    void showsInTheLineOfTheClient() {
        assertTrue(line().contains(" flags=N ") && line().contains(" multi=-1 "), this::line);

        server.send("MULTI");
        server.send("T.INCR key");
        assertTrue(line().contains(" flags=x ") && line().contains(" multi=1 "), this::line);
        assertTrue(!line().contains(" multi-mem=0 "), this::line);

        server.send("DISCARD");
        server.send("WATCH key");
        other.send("T.INCR key");
        assertTrue(line().contains(" flags=d ") && line().contains(" multi-mem=0 "), this::line);
    }

    private String line() {
        return server.server().sessions().getFirst().describe();
    }
}
