package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.AsyncScope;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Interceptor;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that answer later, from a thread on which they may wait. */
@Timeout(30)
class AsyncTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final AtomicReference<@Nullable AsyncScope> scope = new AtomicReference<>();
    private final AtomicReference<@Nullable ClassLoader> loader = new AtomicReference<>();
    private final List<String> seen = new ArrayList<>();
    private final TestServer server = TestServer.with(new Slow());

    @AfterEach
    void close() {
        server.close();
    }

    private final class Slow implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(CommandSpec.named("T.ECHO").args(1).build(), (request, reply) -> reply.bulk(request.arg(0)));
            setup.command(CommandSpec.named("T.LATER").args(1).build(), (request, _) -> {
                String text = request.arg(0).utf8();
                request.async(LIMIT, _ -> {
                    loader.set(Thread.currentThread().getContextClassLoader());
                    return reply -> reply.bulk(text);
                });
            });
            setup.command(
                    CommandSpec.named("T.GATE").build(),
                    (request, _) -> request.async(LIMIT, given -> {
                        scope.set(given);
                        began.countDown();
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                        return reply -> reply.ok();
                    }));
            setup.command(
                    CommandSpec.named("T.REFUSE").build(),
                    (request, _) -> request.async(LIMIT, _ -> {
                        throw ServerError.of("NOTFOUND", "nobody of that name");
                    }));
            setup.command(
                    CommandSpec.named("T.FAIL").build(),
                    (request, _) -> request.async(LIMIT, _ -> {
                        throw new NoClassDefFoundError("gone");
                    }));
            setup.command(
                    CommandSpec.named("T.FEW").build(),
                    (request, _) -> request.async(LIMIT, _ -> reply -> reply.array(2)));
            setup.command(CommandSpec.named("T.BOTH").build(), (request, reply) -> {
                request.async(LIMIT, _ -> {
                    seen.add("ran");
                    return later -> later.bulk("late");
                });
                reply.ok();
            });
            setup.command(CommandSpec.named("T.THROWS").build(), (request, _) -> {
                request.async(LIMIT, _ -> {
                    seen.add("ran");
                    return reply -> reply.ok();
                });
                throw ServerError.err("changed my mind");
            });
            setup.command(CommandSpec.named("T.SECRET").args(2).build(), (request, _) -> {
                request.redact(1);
                request.async(LIMIT, _ -> reply -> reply.ok());
            });
            setup.intercept(Selector.commands("T.SECRET"), new Interceptor() {
                @Override
                public void after(Request request, @Nullable ServerError error, long nanos) {
                    seen.add(request.redacted(1) + " " + request.redacted(2));
                }
            });
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand(
                    "T.BOX",
                    CommandSpec.named("LATER").args(1).build(),
                    (request, _) -> request.async(LIMIT, _ -> reply -> reply.integer(7)));
            CommandRef later = setup.ref("T.LATER");
            setup.command(
                    CommandSpec.named("T.CALL").build(), (request, reply) -> request.call(later, reply, Slice.of("x")));
            setup.intercept(Selector.commands("T.REFUSE", "T.LATER"), new Interceptor() {
                @Override
                public void before(Request request) {
                    seen.add("before");
                }

                @Override
                public void after(Request request, @Nullable ServerError error, long nanos) {
                    seen.add("after " + request.word(0).utf8() + " " + (error == null ? "well" : error.code()));
                }
            });
        }
    }

    @Test
    void theReplyIsWrittenWhenTheBodyHasReturned() {
        assertEquals(bulk("hello"), server.send("T.LATER hello"));
        assertSame(AsyncTest.class.getClassLoader(), loader.get(), "the plugin's, as context class loader");
        assertEquals(integer(7), server.send("T.BOX LATER x"));
    }

    @Test
    void repliesLeaveInTheOrderOfTheRequests() {
        TestClient client = server.newClient();
        client.begin("T.ECHO a\r\nT.GATE\r\nT.ECHO b\r\nT.LATER c\r\nT.ECHO d");
        assertEquals(List.of(bulk("a")), client.received());
        assertEquals(bulk("other"), server.send("T.ECHO other"), "other clients go on");

        gate.countDown();
        server.awaitBackground();
        assertEquals(List.of(ok(), bulk("b")), client.received());
        server.awaitBackground();
        assertEquals(List.of(bulk("c"), bulk("d")), client.received());
    }

    @Test
    void anErrorOfTheBodyIsTheAnswer() {
        assertEquals(error("NOTFOUND nobody of that name"), server.send("T.REFUSE"));
        assertEquals(
                error("ERR internal error in plugin 'dev.mortise.testkit' (NoClassDefFoundError)"),
                server.send("T.FAIL"));
        assertEquals(
                error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)"),
                server.send("T.FEW"));
    }

    @Test
    void endsAtItsLimitAndNotBefore() throws InterruptedException {
        TestClient client = server.newClient();
        client.begin("T.GATE\r\nT.ECHO next");
        began.await();

        server.advance(LIMIT.minusMillis(1));
        assertEquals(List.of(), client.received());

        server.advance(Duration.ofMillis(1));
        assertEquals(List.of(error("TIMEOUT 't.gate' took longer than 2000 ms"), bulk("next")), client.received());
        interrupted.await();
    }

    @Test
    void isCancelledWhenTheClientLeaves() throws InterruptedException {
        TestClient client = server.newClient();
        client.begin("T.GATE");
        began.await();
        client.close();

        interrupted.await();
        AsyncScope given = scope.get();
        assertTrue(given != null && given.cancelled());
    }

    @Test
    void canBeUnblocked() {
        TestClient client = server.newClient();
        client.begin("T.GATE");
        server.server().sessions().getLast().unblock(true);
        assertEquals(List.of(error("UNBLOCKED client unblocked via CLIENT UNBLOCK")), client.received());

        client.begin("T.GATE");
        server.server().sessions().getLast().unblock(false);
        assertEquals(List.of(error("TIMEOUT 't.gate' took longer than 2000 ms")), client.received());

        server.awaitBackground();
        assertEquals(bulk("next"), client.send("T.ECHO next"));
    }

    @Test
    void whoAnswersAtOnceIsNotWaitedFor() {
        assertEquals(ok(), server.send("T.BOTH"));
        assertEquals(error("ERR changed my mind"), server.send("T.THROWS"));
        assertEquals(bulk("next"), server.send("T.ECHO next"));

        server.awaitBackground();
        assertEquals(List.of(), seen, "and the body does not run");
    }

    @Test
    void cannotBeCalledByAnotherCommand() {
        assertEquals(error("ERR 't.later' answers later, for which 't.call' cannot wait"), server.send("T.CALL"));
    }

    @Test
    void interceptorsStandAroundTheWholeOfIt() {
        server.send("T.LATER x");
        server.send("T.REFUSE");

        assertEquals(List.of("before", "after T.LATER well", "before", "after T.REFUSE NOTFOUND"), seen);
    }

    /** The slow log is written then. */
    @Test
    void whatMustNotBeShownIsStillSecretWhenItIsAnswered() {
        server.send("T.SECRET name password");

        assertEquals(List.of("false true"), seen);
    }

    @Test
    void isCountedOnceItHasAnswered() {
        server.send("T.LATER x");
        server.send("T.REFUSE");

        String statistics = server.server().info(Set.of("commandstats"));
        assertTrue(statistics.contains("cmdstat_t.later:calls=1,"), statistics);
        assertTrue(statistics.contains("cmdstat_t.refuse:calls=1,"), statistics);
        assertFalse(statistics.contains("cmdstat_t.gate:calls=1"), statistics);
    }
}
