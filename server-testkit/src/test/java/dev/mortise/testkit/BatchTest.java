package dev.mortise.testkit;

import static dev.mortise.testkit.QueueModule.take;
import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.Batch;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Interceptor;
import dev.mortise.api.KeyFinder;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionMode;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that are run together are one step to whoever looks from outside. */
class BatchTest {

    private final QueueModule queues = new QueueModule();
    private final Guard guard = new Guard();
    private final TestServer server = TestServer.with(queues, new Batches());

    /** {@code B.BEGIN}, {@code B.RUN}: the least that makes a batch. */
    private final class Batches implements CommandModule {
        @Override
        public void configure(Setup setup) {
            SessionSlot<Keeping> slot =
                    setup.sessionSlot(() -> new Keeping(setup.server().newBatch()));
            setup.command(CommandSpec.named("B.BEGIN").build(), (request, reply) -> {
                request.session().enter(slot);
                reply.ok();
            });
            setup.command(CommandSpec.named("B.RUN").build(), (request, reply) -> {
                Batch batch = request.session().get(slot).batch();
                if (request.run(batch, reply) == Batch.Outcome.KEYS_CHANGED) {
                    reply.nil();
                }
                batch.clear();
                request.session().leave(slot);
            });
            setup.command(
                    CommandSpec.named("B.KEYRUN")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> request.run(request.session().get(slot).batch(), reply));
            setup.command(
                    CommandSpec.named("B.KEEP").build(),
                    (request, _) -> request.keepIn(request.session().get(slot).batch()));
            setup.command(
                    CommandSpec.named("B.WATCH")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> {
                        request.watchKeys();
                        reply.ok();
                    });
            KeySpec any = KeySpec.unknown(KeyFlag.RO);
            setup.command(
                    CommandSpec.named("X.LOOK")
                            .args(1)
                            .keys(any)
                            .keysFoundBy((arguments, found) -> {
                                if (arguments.getFirst().isEmpty()) {
                                    throw new UnsupportedOperationException("as told");
                                }
                                found.accept(any, KeyFinder.ANYWHERE);
                            })
                            .build(),
                    (request, reply) -> {
                        Slice key = Slice.of(request.arg(0).toBytes());
                        reply.integer(request.keyspace().read(0, key, entry -> entry.exists() ? 1 : 0));
                    });
            setup.intercept(Selector.commands("Q.PUSH", "Q.FAIL"), guard);
        }
    }

    private record Keeping(Batch batch) implements SessionMode {
        @Override
        public boolean takes(Request request, Reply reply) {
            if (request.commandName().startsWith("b.")) {
                return false;
            }
            request.keepIn(batch);
            reply.status("KEPT");
            return true;
        }
    }

    /** Writes down what it sees, and refuses what it is told to. */
    private static final class Guard implements Interceptor {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void before(Request request) {
            seen.add("before " + request.word(0) + " " + request.key(0));
            if (request.arg(request.size() - 1).is("SECRET")) {
                throw ServerError.of("NOPERM", "not that");
            }
        }

        @Override
        public void after(Request request, @Nullable ServerError error, long nanos) {
            seen.add("after " + request.word(0) + " " + request.key(0) + (error == null ? "" : ": " + error.text()));
        }
    }

    private ReplyValue run(String... lines) {
        server.send("B.BEGIN");
        for (String line : lines) {
            assertEquals(status("KEPT"), server.send(line));
        }
        return server.send("B.RUN");
    }

    @Test
    void isOneUnitOfTheJournal() {
        assertEquals(array(ok(), ok(), nil()), run("Q.PUSH one a", "S.SET two b", "S.GET missing"));

        assertEquals(List.of("1 0: Q.PUSH one a; 0: SET two b"), take(queues.units));
    }

    @Test
    void locksEverythingForARequestThatMayConcernAnyKey() {
        assertEquals(array(integer(0), ok(), integer(1)), run("X.LOOK one", "Q.PUSH one a", "X.LOOK one"));
        assertEquals(List.of("1 0: Q.PUSH one a"), take(queues.units));
    }

    @Test
    void answersARequestWhoseKeysCannotBeFoundByThatFailure() {
        assertEquals(
                array(error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)"), ok()),
                run("X.LOOK \"\"", "Q.PUSH one a"));
    }

    @Test
    void isNoUnitIfItChangesNothing() {
        run("S.GET missing");

        assertEquals(List.of(), take(queues.units));
    }

    @Test
    void isOneUnitEvenIfItEmptiesDatabases() {
        server.send("Q.PUSH one a");
        take(queues.units);

        run("Q.PUSH one b", "S.CLEAR", "Q.PUSH one c", "Q.FAIL one", "Q.PUSH one d");

        assertEquals(
                List.of("2 0: Q.PUSH one b; 0: FLUSHDB; 0: Q.PUSH one c; 0: one = queue@test[c, half done];"
                        + " 0: Q.PUSH one d"),
                take(queues.units));
    }

    @Test
    void tellsOfCommandsThatFailWhatHasBecomeOfTheirKeysByThen() {
        assertEquals(array(ok(), error("ERR failed"), ok()), run("Q.PUSH one a", "Q.FAIL one", "Q.PUSH one b"));

        assertEquals(
                List.of("1 0: Q.PUSH one a; 0: one = queue@test[a, half done]; 0: Q.PUSH one b"), take(queues.units));
        assertEquals(bulk("a"), server.send("Q.POP one"));
    }

    @Test
    void tellsWhatHasEndedBefore() {
        server.send("S.SET one a 10");
        take(queues.units);
        server.advance(Duration.ofMillis(10));

        run("S.SET two b", "S.SET one c");

        assertEquals(List.of("2 0: DEL one", "3 0: SET two b; 0: SET one c"), take(queues.units));
    }

    @Test
    void tellsEventsInOrderWhenAllIsDone() {
        List<Integer> unitsByThen = new ArrayList<>();
        queues.also = _ -> unitsByThen.add(queues.units.size());

        run("Q.PUSH one a", "Q.MOVE one other");

        assertEquals(
                List.of(
                        "n new 0:one",
                        "d q.push 0:one",
                        "d taken 0:one",
                        "g del 0:one",
                        "n new 0:other",
                        "d given 0:other"),
                take(queues.events));
        assertEquals(List.of(1), unitsByThen.stream().distinct().toList());
    }

    @Test
    void asksInterceptorsOfEachBeforeTheFirstRuns() {
        assertEquals(
                array(ok(), error("NOPERM not that"), nil(), error("ERR failed")),
                run("Q.PUSH one a", "Q.PUSH two secret", "Q.POP two", "Q.FAIL three"));

        assertEquals(
                List.of(
                        "before Q.PUSH one",
                        "before Q.PUSH two",
                        "before Q.FAIL three",
                        "after Q.PUSH one",
                        "after Q.FAIL three: failed"),
                guard.seen);
    }

    @Test
    void runsNothingIfAWatchedKeyWasChanged() {
        server.send("B.WATCH one");
        server.newClient().send("Q.PUSH one a");
        take(guard.seen);

        assertEquals(nil(), run("Q.PUSH one b"));

        assertEquals(List.of("1 0: Q.PUSH one a"), take(queues.units));
        assertEquals(array(ok()), run("Q.PUSH one b"), "nothing is watched any more");
    }

    @Test
    void isOnlyForCommandsThatHaveNothingLocked() {
        assertEquals(
                error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)"),
                server.send("B.KEYRUN key"));
    }

    @Test
    void keepsOnlyWhatIsOfferedToAMode() {
        assertEquals(
                error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)"),
                server.send("B.KEEP"));
    }

    @Test
    void countsEachOfItsCommands() {
        run("Q.PUSH one a", "Q.FAIL one", "Q.PUSH one b", "Q.PUSH one secret");

        String stats = server.server().info(Set.of("commandstats"));
        assertEquals(List.of("calls=2", "rejected_calls=1", "failed_calls=0"), counted(stats, "q.push"));
        assertEquals(List.of("calls=1", "rejected_calls=0", "failed_calls=1"), counted(stats, "q.fail"));
        assertEquals(List.of("calls=1", "rejected_calls=0", "failed_calls=0"), counted(stats, "b.run"));
    }

    private static List<String> counted(String stats, String command) {
        String line = stats.lines()
                .filter(each -> each.startsWith("cmdstat_" + command + ":"))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(line.indexOf(':') + 1).split(",", -1)).stream()
                .filter(each -> !each.startsWith("usec"))
                .toList();
    }
}
