package dev.mortise.integration.linearizability;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Histories of which everybody knows whether they are linearizable. */
class LinearizabilityCheckerTest {

    private final List<Operation<Call, ReplyValue>> history = new ArrayList<>();

    /** Adds an operation. */
    private void did(int client, long invoked, long returned, Call call, ReplyValue reply) {
        history.add(new Operation<>(client, call, reply, invoked, returned));
    }

    private void did(int client, long invoked, long returned, String command, ReplyValue reply) {
        did(client, invoked, returned, Call.command(command), reply);
    }

    private void left(int client, long invoked, String command) {
        history.add(new Operation<>(client, Call.command(command), null, invoked, Operation.NEVER));
    }

    private Optional<String> violation() {
        return new LinearizabilityChecker<>(new KeyspaceModel()).violation(history);
    }

    private void assertRight() {
        assertEquals(Optional.empty(), violation());
    }

    private void assertWrong() {
        assertTrue(violation().isPresent(), () -> "was found right: " + history);
    }

    @Test
    void aHistoryWithoutOperationsIsRight() {
        assertRight();
    }

    @Nested
    class OneAfterTheOther {
        @Test
        void isRightIfEachIsAnsweredByWhatIsThere() {
            did(1, 1, 2, "GET a", nil());
            did(1, 3, 4, "SET a 1", ok());
            did(2, 5, 6, "GET a", bulk("1"));
            assertRight();
        }

        @Test
        void aStaleReadIsWrong() {
            did(1, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "SET a 2", ok());
            did(2, 5, 6, "GET a", bulk("1"));
            assertWrong();
        }

        @Test
        void anElementThatIsLostIsWrong() {
            did(1, 1, 2, "RPUSH l x", integer(1));
            did(2, 3, 4, "LPOP l", nil());
            assertWrong();
        }

        @Test
        void aViolationOfAnyOfManyKeysIsFound() {
            for (int i = 0; i < 10; i++) {
                did(1, 4 * i + 1, 4 * i + 2, "SET key" + i + " 1", ok());
                did(2, 4 * i + 3, 4 * i + 4, "GET key" + i, i == 7 ? nil() : bulk("1"));
            }
            assertWrong();
        }
    }

    @Nested
    class AtTheSameTime {
        @Test
        void aReadMayComeBeforeOrAfterAWrite() {
            did(1, 1, 10, "SET a 1", ok());
            did(2, 2, 3, "GET a", nil());
            did(2, 4, 5, "GET a", bulk("1"));
            assertRight();
        }

        @Test
        void noReadGoesBackToBeforeAWrite() {
            did(1, 1, 10, "SET a 1", ok());
            did(2, 2, 3, "GET a", bulk("1"));
            did(3, 4, 5, "GET a", nil());
            assertWrong();
        }

        @Test
        void readsThatOverlapMayComeInAnyOrder() {
            did(1, 1, 10, "SET a 1", ok());
            did(2, 2, 4, "GET a", bulk("1"));
            did(3, 3, 5, "GET a", nil());
            assertRight();
        }

        @Test
        void aLostUpdateIsWrong() {
            did(1, 1, 3, "INCR a", integer(1));
            did(2, 2, 4, "INCR a", integer(1));
            assertWrong();
        }

        @Test
        void aFracturedReadIsWrong() {
            did(1, 1, 10, "MSET a 1 b 1", ok());
            did(2, 2, 3, "MGET a b", array(bulk("1"), nil()));
            assertWrong();
        }

        @Test
        void twoWhoSeeTwoWritesInDifferentOrderAreWrong() {
            did(1, 1, 10, "SET a 1", ok());
            did(2, 2, 9, "SET b 1", ok());
            did(3, 3, 4, "MGET a b", array(bulk("1"), nil()));
            did(4, 5, 6, "MGET a b", array(nil(), bulk("1")));
            assertWrong();
        }

        @Test
        void anElementThatTwoClientsGetIsWrong() {
            did(1, 1, 10, "RPUSH l x y", integer(2));
            did(2, 2, 8, "LPOP l", bulk("x"));
            did(3, 3, 9, "LPOP l", bulk("x"));
            assertWrong();
        }

        @Test
        void theWayBackIsFound() {
            // The order that suggests itself, that of invocation, is wrong in many places.
            int writers = 9;
            for (int i = 0; i < writers; i++) {
                did(i, i + 1, 1000 + i, "APPEND a " + i, integer(writers - i));
            }
            did(writers, 2000, 2001, "GET a", bulk("876543210"));
            assertRight();
        }
    }

    @Nested
    class Waiting {
        @Test
        void endsWithAnElement() {
            did(1, 1, 6, "BLPOP l 0", bulks("l", "x"));
            did(2, 2, 5, "RPUSH l x", integer(1));
            did(2, 7, 8, "LLEN l", integer(0));
            assertRight();
        }

        @Test
        void doesNotEndBeforeThereIsOne() {
            did(1, 1, 2, "BLPOP l 0", bulks("l", "x"));
            did(2, 3, 4, "RPUSH l x", integer(1));
            assertWrong();
        }

        @Test
        void forSeveralKeysMayEndWithAny() {
            did(1, 1, 9, "BLPOP k l 0", bulks("l", "x"));
            did(2, 2, 5, Call.transaction("RPUSH l x", "RPUSH k y"), array(integer(1), integer(1)));
            did(2, 10, 11, "LRANGE k 0 -1", bulks("y"));
            assertRight();
        }
    }

    @Nested
    class Transactions {
        @Test
        void areSeenWholeOrNotAtAll() {
            did(1, 1, 10, Call.transaction("SET a 1", "SET b 1"), array(ok(), ok()));
            did(2, 2, 3, "GET a", bulk("1"));
            did(2, 4, 5, "GET b", nil());
            assertWrong();
        }

        @Test
        void areNotDoneIfAKeyWasChangedSinceItWasWatched() {
            did(1, 1, 2, "WATCH a", ok());
            did(2, 3, 4, "SET a 2", ok());
            did(1, 5, 6, Call.transactionAfterWatch("a", "SET a 1"), nilArray());
            did(1, 7, 8, "GET a", bulk("2"));
            assertRight();
        }

        @Test
        void mustNotOverlookTheChange() {
            did(1, 1, 2, "WATCH a", ok());
            did(2, 3, 4, "SET a 2", ok());
            did(1, 5, 6, Call.transactionAfterWatch("a", "SET a 1"), array(ok()));
            assertWrong();
        }

        @Test
        void mustNotFailWithoutAChange() {
            did(1, 1, 2, "WATCH a", ok());
            did(2, 3, 4, "SET b 2", ok());
            did(1, 5, 6, Call.transactionAfterWatch("a", "SET b 1"), nilArray());
            assertWrong();
        }
    }

    @Nested
    class Databases {
        @Test
        void areEmptiedAtOneInstant() {
            did(1, 1, 2, "MSET a 1 b 1", ok());
            did(2, 3, 10, "FLUSHDB", ok());
            did(3, 4, 5, "MGET a b", array(nil(), bulk("1")));
            assertWrong();
        }

        @Test
        void areEmptiedTogether() {
            bothHaveAKey();
            did(2, 7, 20, "FLUSHALL", ok());
            did(3, 8, 9, "GET a", nil());
            did(1, 10, 11, "GET b", bulk("1"));
            assertWrong();
        }

        @Test
        void areEmptiedOneByOneIfOneSaysSo() {
            bothHaveAKey();
            did(2, 7, 8, "FLUSHDB", ok());
            did(3, 9, 10, "GET a", nil());
            did(1, 11, 12, "GET b", bulk("1"));
            assertRight();
        }

        @Test
        void areNotEmptyBeforeTheyAreEmptied() {
            did(1, 1, 2, "SET a 1", ok());
            did(2, 3, 4, "GET a", nil());
            did(3, 5, 6, "FLUSHALL", ok());
            assertWrong();
        }

        @Test
        void stayEmptyUntilSomethingIsWritten() {
            did(1, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "FLUSHALL", ok());
            did(2, 5, 6, "GET a", bulk("1"));
            assertWrong();
        }

        @Test
        void areExchangedForEverybody() {
            bothHaveAKey();
            did(2, 7, 8, "SWAPDB 0 1", ok());
            did(1, 9, 10, "GET a", bulk("1"));
            did(3, 11, 12, "GET b", bulk("1"));
            assertRight();
            did(3, 13, 14, "GET a", bulk("1"));
            assertWrong();
        }

        @Test
        void areExchangedAtOneInstant() {
            bothHaveAKey();
            did(2, 7, 20, "SWAPDB 1 0", ok());
            did(3, 8, 9, "GET a", nil());
            did(1, 10, 11, "GET b", bulk("1"));
            assertWrong();
        }

        @Test
        void ofOneClientAreNotThoseOfAnother() {
            did(1, 1, 2, "SELECT 1", ok());
            did(1, 3, 4, "SET a 1", ok());
            did(2, 5, 6, "GET a", bulk("1"));
            assertWrong();
        }

        @Test
        void leaveNoPartOfAHistoryAlone() {
            did(1, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "SET b 1", ok());
            did(2, 5, 20, "FLUSHALL", ok());
            did(3, 6, 7, "GET a", nil());
            did(3, 8, 9, "GET b", bulk("1"));
            assertWrong();
        }

        @Test
        void changeWhatIsWatchedIfItIsThere() {
            did(1, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "WATCH a", ok());
            did(2, 5, 6, "FLUSHDB", ok());
            did(1, 7, 8, Call.transactionAfterWatch("a", "SET a 2"), nilArray());
            did(1, 9, 10, "WATCH a", ok());
            did(2, 11, 12, "FLUSHALL", ok());
            did(2, 13, 14, "SWAPDB 0 1", ok());
            did(1, 15, 16, Call.transactionAfterWatch("a", "SET a 2"), array(ok()));
            did(1, 17, 18, "WATCH a", ok());
            did(2, 19, 20, "SWAPDB 0 1", ok());
            did(1, 21, 22, Call.transactionAfterWatch("a", "SET a 2"), nilArray());
            assertRight();
            did(1, 23, 24, "WATCH a", ok());
            did(2, 25, 26, "SWAPDB 0 1", ok());
            did(1, 27, 28, Call.transactionAfterWatch("a", "SET a 2"), array(ok()));
            assertWrong();
        }

        /** The key a is in database 0, where client 3 is, and b in database 1, where client 1 is. */
        private void bothHaveAKey() {
            did(3, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "SELECT 1", ok());
            did(1, 5, 6, "SET b 1", ok());
        }
    }

    @Nested
    class WithoutAnAnswer {
        @Test
        void anOperationMayHaveBeenDoneAnyTimeSince() {
            left(1, 1, "SET a 1");
            did(2, 2, 3, "GET a", nil());
            did(2, 4, 5, "GET a", bulk("1"));
            assertRight();
        }

        @Test
        void anOperationMayNeverHaveBeenDone() {
            left(1, 1, "RPUSH l x");
            did(2, 2, 3, "LLEN l", integer(0));
            assertRight();
        }

        @Test
        void anOperationIsNotUndone() {
            left(1, 1, "SET a 1");
            did(2, 2, 3, "GET a", bulk("1"));
            did(2, 4, 5, "GET a", nil());
            assertWrong();
        }

        @Test
        void anOperationWasNotDoneBeforeItWasAskedFor() {
            did(2, 2, 3, "GET a", bulk("1"));
            left(1, 4, "SET a 1");
            assertWrong();
        }
    }

    @Nested
    class OfOneClient {
        @Test
        void operationsSentInOneGoAreDoneInTheirOrder() {
            did(1, 1, 9, "SET a 1", ok());
            did(1, 2, 10, "SET a 2", ok());
            did(2, 11, 12, "GET a", bulk("1"));
            assertWrong();
        }

        @Test
        void operationsSentInOneGoAreDoneInTheirOrderWhateverTheirKeys() {
            did(1, 1, 9, "SET a 1", ok());
            did(1, 2, 10, "SET b 1", ok());
            did(2, 3, 4, "GET b", bulk("1"));
            did(2, 5, 6, "GET a", nil());
            assertWrong();
        }

        @Test
        void operationsSentInOneGoSeeOthersInTheirOrderWhateverTheirKeys() {
            did(1, 1, 2, "SET a 1", ok());
            did(1, 3, 4, "SET b 1", ok());
            did(1, 5, 6, "DEL a", integer(1));
            did(2, 1, 9, "GET b", bulk("1"));
            did(2, 2, 10, "GET a", nil());
            assertRight();
            did(3, 0, 7, "GET b", bulk("1"));
            did(3, 0, 8, "GET a", bulk("1"));
            did(3, 0, 9, "GET b", nil());
            assertWrong();
        }

        @Test
        void twoSeeWritesOfTwoOthersInOneOrder() {
            did(1, 1, 20, "SET a 1", ok());
            did(2, 2, 21, "SET b 1", ok());
            did(3, 3, 9, "GET a", bulk("1"));
            did(3, 4, 10, "GET b", nil());
            did(4, 5, 11, "GET b", bulk("1"));
            did(4, 6, 12, "GET a", nil());
            assertWrong();
        }

        @Test
        void whereasThoseOfTwoMayComeInAnyOrder() {
            did(1, 1, 9, "SET a 1", ok());
            did(2, 2, 10, "SET a 2", ok());
            did(2, 11, 12, "GET a", bulk("1"));
            assertRight();
        }
    }

    @Test
    void saysHowFarItCameAndWhatDoesNotFit() {
        did(1, 1, 2, "SET a 1", ok());
        did(2, 3, 4, "GET a", bulk("2"));

        assertEquals("""
                not linearizable. The longest order that answers right ends with
                    client 1: SET a 1 -> OK [1, 2]
                and leaves
                    State[databases=[{a=1}, {}], chosen={}, untouched=[]]
                Of these one has to come next, and each would answer otherwise:
                    client 2: GET a -> "2" [3, 4], but would be answered ["1"]""", violation().orElse("right"));
    }

    /** What is found by trying all orders is found by the search; with small histories, of which half are wrong. */
    @Test
    void decidesLikeOneWhoTriesAllOrders() {
        Random random = new Random(7015);
        int right = 0;
        int histories = 4000;
        for (int i = 0; i < histories; i++) {
            history.clear();
            makeUp(random);
            boolean expected = anyOrder(new ArrayList<>(), new KeyspaceModel().initial());
            assertEquals(expected, violation().isEmpty(), history::toString);
            right += expected ? 1 : 0;
        }
        assertTrue(right > histories / 10 && right < histories * 9 / 10, right + " of " + histories + " are right");
    }

    private void makeUp(Random random) {
        int operations = 2 + random.nextInt(4);
        List<Long> instants =
                new ArrayList<>(LongStream.range(0, 2L * operations).boxed().toList());
        for (int i = 0; i < operations; i++) {
            long invoked = instants.remove(random.nextInt(Math.min(3, instants.size())));
            long returned = instants.remove(random.nextInt(Math.min(3, instants.size())));
            Call call = Call.command(
                    switch (random.nextInt(4)) {
                        case 0 -> "SET a 1";
                        case 1 -> "INCR a";
                        case 2 -> "MGET a b";
                        default -> "INCR b";
                    });
            @Nullable ReplyValue reply = reply(call.commands().getFirst(), random);
            history.add(new Operation<>(
                    i,
                    call,
                    reply,
                    Math.min(invoked, returned),
                    reply == null ? Operation.NEVER : Math.max(invoked, returned)));
        }
    }

    private static @Nullable ReplyValue reply(String command, Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        return switch (command) {
            case "SET a 1" -> ok();
            case "MGET a b" -> array(number(random), number(random));
            default -> integer(1 + random.nextInt(2));
        };
    }

    private static ReplyValue number(Random random) {
        int number = random.nextInt(3);
        return number == 0 ? nil() : bulk(Integer.toString(number));
    }

    /** Tries whatever may come next after some operations were done. */
    private boolean anyOrder(List<Operation<Call, ReplyValue>> done, KeyspaceModel.State state) {
        List<Operation<Call, ReplyValue>> left =
                history.stream().filter(operation -> !done.contains(operation)).toList();
        if (left.stream().noneMatch(Operation::isAnswered)) {
            return true;
        }
        long firstReturn = left.stream().mapToLong(Operation::returned).min().orElseThrow();
        for (Operation<Call, ReplyValue> next : left) {
            var outcome = new KeyspaceModel()
                    .outcomes(state, next.client(), next.call())
                    .getFirst();
            boolean fits = next.reply() == null || next.reply().equals(outcome.reply());
            if (next.invoked() < firstReturn && fits) {
                done.add(next);
                if (anyOrder(done, outcome.state())) {
                    return true;
                }
                done.removeLast();
            }
        }
        return false;
    }
}
