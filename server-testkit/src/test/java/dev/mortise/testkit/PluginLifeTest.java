package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Authenticator;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Metrics;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plugin does and remembers beside answering requests. */
@Timeout(30)
class PluginLifeTest {

    private final List<String> seen = new ArrayList<>();

    @Nested
    class Timers {

        private @Nullable Tasks tasks;

        private Tasks tasks() {
            return Objects.requireNonNull(tasks);
        }

        private TestServer server() {
            return TestServer.with(setup -> {
                tasks = setup.tasks();
                assertThrows(IllegalStateException.class, () -> tasks().after(Duration.ZERO, () -> {}));
                assertThrows(
                        RejectedExecutionException.class,
                        () -> tasks().background().execute(() -> {}));
            });
        }

        @Test
        void runWhenTheirTimeHasComeAndNotBefore() {
            try (TestServer server = server()) {
                tasks().after(Duration.ofMillis(10), () -> seen.add("once at " + server.nowMillis() % 1000));
                tasks().every(Duration.ofMillis(4), () -> seen.add("again at " + server.nowMillis() % 1000));

                server.advance(Duration.ofMillis(3));
                assertEquals(List.of(), seen);

                server.advance(Duration.ofMillis(9));
                assertEquals(List.of("again at 4", "again at 8", "once at 10", "again at 12"), seen);
            }
        }

        @Test
        void canBeCancelledEvenByThemselves() {
            try (TestServer server = server()) {
                Tasks.Scheduled never = tasks().after(Duration.ofMillis(1), () -> seen.add("never"));
                never.cancel();
                never.cancel();
                Tasks.Scheduled[] self = new Tasks.Scheduled[1];
                self[0] = tasks().every(Duration.ofMillis(1), () -> {
                    seen.add("first");
                    self[0].cancel();
                });

                server.advance(Duration.ofSeconds(1));
                assertEquals(List.of("first"), seen);
            }
        }

        @Test
        void oneThatFailsRunsAgain() {
            try (TestServer server = server()) {
                tasks().every(Duration.ofMillis(1), () -> {
                    seen.add("run");
                    throw new StackOverflowError();
                });

                server.advance(Duration.ofMillis(2));
                assertEquals(List.of("run", "run"), seen);
            }
        }

        @Test
        void intervalsHaveALeast() {
            try (TestServer _ = server()) {
                assertThrows(IllegalArgumentException.class, () -> tasks().every(Duration.ofNanos(999_999), () -> {}));
                assertThrows(IllegalArgumentException.class, () -> tasks().after(Duration.ofNanos(-1), () -> {}));
                tasks().after(Duration.ofDays(1_000_000), () -> {});
            }
        }

        @Test
        void backgroundTasksHaveThePluginsClassLoaderAndMayFail() {
            AtomicReference<@Nullable ClassLoader> loader = new AtomicReference<>();
            try (TestServer server = server()) {
                tasks().background().execute(() -> {
                    loader.set(Thread.currentThread().getContextClassLoader());
                    throw new NoClassDefFoundError("gone");
                });
                server.awaitBackground();

                assertSame(PluginLifeTest.class.getClassLoader(), loader.get());
            }
        }

        @Test
        void whatStillRunsWhenTheServerStopsIsInterrupted() throws InterruptedException {
            CountDownLatch began = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            try (TestServer _ = server()) {
                tasks().background().execute(() -> {
                    began.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                });
                began.await();
            }
            interrupted.await();
            assertThrows(IllegalStateException.class, () -> tasks().after(Duration.ZERO, () -> {}));
            assertThrows(
                    RejectedExecutionException.class, () -> tasks().background().execute(() -> {}));
        }
    }

    @Nested
    class Slots {

        private static final class Count {
            private long value;
        }

        private @Nullable SessionSlot<Count> slot;
        private final List<Long> ended = new ArrayList<>();

        private TestServer server() {
            return TestServer.with(setup -> {
                SessionSlot<Count> counts = setup.sessionSlot(Count::new, count -> {
                    ended.add(count.value);
                    throw new IllegalStateException("is logged");
                });
                slot = counts;
                SessionSlot<String> unused = setup.sessionSlot(() -> "unused");
                assertNotNull(unused);
                setup.onDisconnect(session -> {
                    seen.add("gone with " + session.get(counts).value);
                    throw new LinkageError("is logged");
                });
                setup.onDisconnect(_ -> seen.add("told as well"));
                setup.command(
                        CommandSpec.named("T.NEXT").build(),
                        (request, reply) -> reply.integer(++request.session().get(counts).value));
                setup.command(CommandSpec.named("T.ANEW").build(), (request, reply) -> {
                    request.session().set(counts, new Count());
                    reply.ok();
                });
                setup.command(CommandSpec.named("T.RESET").build(), (request, reply) -> {
                    request.session().reset();
                    reply.ok();
                });
                setup.command(
                        CommandSpec.named("T.KILL").build(),
                        (request, _) -> request.session().kill());
                setup.command(CommandSpec.named("T.QUIT").build(), (request, reply) -> {
                    request.session().closeAfterReply();
                    reply.ok();
                });
            });
        }

        @Test
        void rememberEachClientByItself() {
            try (TestServer server = server()) {
                TestClient other = server.newClient();
                server.send("T.NEXT");
                assertEquals(integer(2), server.send("T.NEXT"));
                assertEquals(integer(1), other.send("T.NEXT"));
            }
        }

        @Test
        void areGivenUpWhenSomethingElseTakesTheirPlace() {
            try (TestServer server = server()) {
                server.send("T.NEXT");
                server.send("T.ANEW");
                assertEquals(List.of(1L), ended);

                server.send("T.NEXT");
                server.send("T.NEXT");
                server.send("T.RESET");
                assertEquals(List.of(1L, 2L), ended);
                assertEquals(integer(1), server.send("T.NEXT"));
            }
        }

        @Test
        void areGivenUpOnceHoweverAConnectionEnds() {
            TestServer server = server();
            TestClient leaving = server.newClient();
            leaving.send("T.NEXT");
            leaving.close();
            leaving.close();
            assertEquals(List.of(1L), ended);
            assertEquals(List.of("gone with 1", "told as well"), seen);

            TestClient killed = server.newClient();
            killed.exchange("T.NEXT\r\nT.NEXT\r\nT.KILL\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(List.of(1L, 2L), ended);

            server.newClient().send("T.QUIT");
            assertEquals(List.of(1L, 2L, 0L), ended, "the listener has looked at it");

            server.close();
            assertEquals(List.of(1L, 2L, 0L, 0L), ended, "of who was there until the end");
        }
    }

    @Nested
    class Authentication {

        private final class Door implements Authenticator {
            @Override
            public @Nullable String userOnConnect(Session session) {
                return seen.contains("open") ? "guest" : null;
            }

            @Override
            public boolean authenticate(Session session, String user, Slice password) {
                if (user.equals("broken")) {
                    throw new StackOverflowError();
                }
                return password.utf8().equals(user + "!");
            }
        }

        private CommandModule module() {
            return setup -> {
                setup.authenticator(new Door());
                setup.command(
                        CommandSpec.named("T.AUTH").args(2).flags(Flag.NO_AUTH).build(),
                        (request, reply) -> reply.bool(
                                request.session().authenticate(request.arg(0).utf8(), request.arg(1))));
                setup.command(
                        CommandSpec.named("T.WHO").build(),
                        (request, reply) ->
                                reply.bulk(String.valueOf(request.session().user())));
                setup.command(
                        CommandSpec.named("T.LOGIN").args(1).flags(Flag.NO_AUTH).build(), (request, _) -> {
                            Session session = request.session();
                            String user = request.arg(0).utf8();
                            request.async(Duration.ofSeconds(1), _ -> reply -> {
                                session.user(user);
                                reply.ok();
                            });
                        });
            };
        }

        @Test
        void isThePluginsAffair() {
            try (TestServer server = TestServer.with(module())) {
                assertTrue(server.server().checksPasswords());
                assertEquals(error("NOAUTH Authentication required."), server.send("T.WHO"));
                assertEquals(integer(0), server.send("T.AUTH ana wrong"));
                assertEquals(error("NOAUTH Authentication required."), server.send("T.WHO"));
                assertEquals(integer(1), server.send("T.AUTH ana ana!"));
                assertEquals(bulk("ana"), server.send("T.WHO"));
            }
        }

        @Test
        void mayLetGuestsIn() {
            seen.add("open");
            try (TestServer server = TestServer.with(module())) {
                assertEquals(bulk("guest"), server.send("T.WHO"));
            }
        }

        @Test
        void oneThatFailsLetsNobodyIn() {
            try (TestServer server = TestServer.with(module())) {
                assertEquals(integer(0), server.send("T.AUTH broken broken!"));
                assertEquals(error("NOAUTH Authentication required."), server.send("T.WHO"));
            }
        }

        @Test
        void mayTakeItsTimeInACommandOfItsOwn() {
            try (TestServer server = TestServer.with(module())) {
                assertEquals(ok(), server.send("T.LOGIN ana"));
                assertEquals(bulk("ana"), server.send("T.WHO"));
            }
        }

        @Test
        void isTheAffairOfOneModule() {
            CommandModule other = setup -> setup.authenticator(new Door());
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> TestServer.with(module(), other));

            String message = String.valueOf(failure.getMessage());
            assertTrue(
                    message.contains("it wants to authenticate clients, which 'dev.mortise.testkit' does already"),
                    message);
        }

        @Test
        void withoutAPluginGoesByThePassword() {
            try (TestServer server = TestServer.with()) {
                assertFalse(server.server().checksPasswords());
                server.requirePassword("secret");
                assertTrue(server.server().checksPasswords());
            }
        }
    }

    @Nested
    class Figures {

        private Metrics.@Nullable Counter hits;

        @Test
        void areASectionOfInfo() {
            CommandModule module = new CommandModule() {
                @Override
                public void configure(Setup setup) {
                    Metrics.Counter counter = setup.metrics().counter("hits");
                    hits = counter;
                    setup.metrics().gauge("answer", () -> 42);
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> setup.metrics().gauge("hits", () -> 0));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> setup.metrics().counter("Bad-Name"));
                    setup.command(CommandSpec.named("T.HIT").build(), (_, reply) -> {
                        counter.increment();
                        counter.add(2);
                        reply.integer(counter.value());
                    });
                }

                @Override
                public void start(Server server) {
                    seen.add("started");
                }
            };
            try (TestServer server = TestServer.with(module)) {
                assertEquals(integer(3), server.send("T.HIT"));
                assertEquals(
                        "# dev.mortise.testkit\r\nanswer:42\r\nhits:3\r\n",
                        server.server().info(Set.of("dev.mortise.testkit")));

                server.server().resetStatistics();
                assertEquals(0, Objects.requireNonNull(hits).value());
            }
        }
    }

    @Test
    void aModuleHasADirectoryOfItsOwn() throws IOException {
        List<Path> directories = new ArrayList<>();
        try (TestServer _ = TestServer.with(setup -> directories.add(setup.dataDirectory()))) {
            Path directory = directories.getFirst();
            assertEquals("dev.mortise.testkit", String.valueOf(directory.getFileName()));
            Files.writeString(directory.resolve("state"), "kept");
        }
        assertFalse(Files.exists(directories.getFirst()), "and the test leaves nothing behind");
    }
}
