package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Interceptor;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Interceptors stand around the commands they have picked, and around no others. */
class InterceptorTest {

    private static final ReplyValue NOT_LOCKED =
            error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)");

    private final List<String> seen = new ArrayList<>();

    /** A few commands, and whatever else a test registers. */
    private static TestServer server(Consumer<Setup> registering) {
        CommandModule module = setup -> {
            setup.command(
                    CommandSpec.named("T.SET")
                            .args(2)
                            .flags(Flag.WRITE)
                            .acl("string")
                            .keys(KeySpec.at(0, KeyFlag.OW))
                            .build(),
                    (request, reply) -> {
                        request.entry(0).set(Types.STRING, request.arg(1));
                        reply.ok();
                    });
            setup.command(
                    CommandSpec.named("T.COUNT")
                            .args(0, CommandSpec.MANY)
                            .flags(Flag.READONLY)
                            .keys(KeySpec.range(0, -1, 1, KeyFlag.RO))
                            .build(),
                    (request, reply) -> reply.integer(request.keys()));
            setup.command(CommandSpec.named("T.FAIL").build(), (_, _) -> {
                throw ServerError.of("FAIL", "as told");
            });
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand("T.BOX", CommandSpec.named("A").build(), (_, reply) -> reply.ok());
            setup.subcommand("T.BOX", CommandSpec.named("B").build(), (_, reply) -> reply.ok());
            registering.accept(setup);
        };
        return TestServer.with(module);
    }

    /** Writes down what it is called for. */
    private final class Witness implements Interceptor {
        private final String name;

        private Witness(String name) {
            this.name = name;
        }

        @Override
        public void before(Request request) {
            seen.add(name + " before " + request.word(0).utf8());
        }

        @Override
        public void after(Request request, @Nullable ServerError error, long nanos) {
            seen.add(name + " after " + request.word(0).utf8() + (error == null ? "" : " " + error.code()));
        }
    }

    /** Refuses everything. */
    private static Interceptor door(ServerError refusal) {
        return new Interceptor() {
            @Override
            public void before(Request request) {
                throw refusal;
            }
        };
    }

    private static Interceptor before(Consumer<Request> action) {
        return new Interceptor() {
            @Override
            public void before(Request request) {
                action.accept(request);
            }
        };
    }

    @Test
    void standsAroundTheCommandsItHasPickedAndNoOthers() {
        try (TestServer server = server(setup -> setup.intercept(Selector.commands("t.set"), new Witness("w")))) {
            assertEquals(ok(), server.send("T.SET key value"));
            assertEquals(integer(1), server.send("T.COUNT key"));

            assertEquals(List.of("w before T.SET", "w after T.SET"), seen);
        }
    }

    @Test
    void severalAreNested() {
        try (TestServer server = server(setup -> setup.intercept(Selector.all(), new Witness("outer"))
                .intercept(Selector.flag(Flag.WRITE), new Witness("inner")))) {
            server.send("T.SET key value");

            assertEquals(
                    List.of("outer before T.SET", "inner before T.SET", "inner after T.SET", "outer after T.SET"),
                    seen);
        }
    }

    @Test
    void isToldTheError() {
        try (TestServer server = server(setup -> setup.intercept(Selector.all(), new Witness("w")))) {
            assertEquals(error("FAIL as told"), server.send("T.FAIL"));

            assertEquals(List.of("w before T.FAIL", "w after T.FAIL FAIL"), seen);
        }
    }

    @Test
    void anErrorItThrowsIsTheAnswerAndTheCommandDoesNotRun() {
        try (TestServer server = server(setup -> setup.intercept(Selector.all(), new Witness("w"))
                .intercept(Selector.flag(Flag.WRITE), door(ServerError.of("CLOSED", "come back later"))))) {
            assertEquals(error("CLOSED come back later"), server.send("T.SET key value"));
            assertEquals(0, server.server().keyspace().size(0));

            assertEquals(List.of("w before T.SET", "w after T.SET CLOSED"), seen, "who had let it pass is told");
        }
    }

    @Test
    void aRefusedCommandIsCountedAsRejected() {
        try (TestServer server =
                server(setup -> setup.intercept(Selector.flag(Flag.WRITE), door(ServerError.of("CLOSED", ""))))) {
            server.send("T.SET key value");

            String statistics = server.server().info(Set.of("commandstats"));
            assertTrue(
                    statistics.contains(
                            "cmdstat_t.set:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0"),
                    statistics);
        }
    }

    @Test
    void oneThatFailsDoesNotOpenTheDoor() {
        try (TestServer server = server(setup -> setup.intercept(Selector.flag(Flag.WRITE), before(_ -> {
            throw new StackOverflowError();
        })))) {
            assertEquals(
                    error("ERR internal error in plugin 'dev.mortise.testkit' (StackOverflowError)"),
                    server.send("T.SET key value"));
            assertEquals(0, server.server().keyspace().size(0));
        }
    }

    @Test
    void whatItThrowsAfterwardsChangesNothing() {
        Interceptor clumsy = new Interceptor() {
            @Override
            public void after(Request request, @Nullable ServerError error, long nanos) {
                throw new NoClassDefFoundError("gone");
            }
        };
        try (TestServer server = server(
                setup -> setup.intercept(Selector.all(), new Witness("w")).intercept(Selector.all(), clumsy))) {
            assertEquals(ok(), server.send("T.SET key value"));

            assertEquals(List.of("w before T.SET", "w after T.SET"), seen, "the others are told all the same");
        }
    }

    @Test
    void seesTheNamesOfTheKeysAndNoEntries() {
        List<String> keys = new ArrayList<>();
        try (TestServer server = server(setup -> setup.intercept(Selector.all(), before(request -> {
            for (int k = 0; k < request.keys(); k++) {
                keys.add(request.key(k).utf8());
            }
        })))) {
            server.send("T.SET one value");
            assertEquals(integer(2), server.send("T.COUNT two three"));
            server.send("T.BOX A");

            assertEquals(List.of("one", "two", "three"), keys);
        }
        try (TestServer server =
                server(setup -> setup.intercept(Selector.all(), before(request -> request.entry(0))))) {
            assertEquals(NOT_LOCKED, server.send("T.SET one value"));
            assertEquals(NOT_LOCKED, server.send("T.COUNT one two"));
        }
    }

    @Test
    void mayUseTheKeyspaceBecauseNothingIsLocked() {
        try (TestServer server = server(setup -> setup.intercept(
                Selector.all(),
                before(request -> seen.add("" + request.server().keyspace().size(0)))))) {
            server.send("T.SET a 1");
            server.send("T.SET b 1");

            assertEquals(List.of("0", "1"), seen);
        }
    }

    @Test
    void isToldHowLongItTook() {
        List<Long> nanos = new ArrayList<>();
        TestServer[] holder = new TestServer[1];
        try (TestServer server = server(setup -> {
            setup.command(CommandSpec.named("T.SLOW").build(), (_, reply) -> {
                holder[0].advance(Duration.ofMillis(7));
                reply.ok();
            });
            setup.intercept(Selector.commands("T.SLOW"), new Interceptor() {
                @Override
                public void after(Request request, @Nullable ServerError error, long took) {
                    nanos.add(took);
                }
            });
        })) {
            holder[0] = server;
            server.send("T.SLOW");

            assertEquals(List.of(Duration.ofMillis(7).toNanos()), nanos);
        }
    }

    @Test
    void aCommandThatBlocksIsLetInOnce() {
        try (TestServer server = server(setup -> {
            setup.command(CommandSpec.named("T.WAIT").build(), (request, reply) -> {
                if (request.timedOut()) {
                    reply.ok();
                } else {
                    request.block(request.nowMillis() + 10);
                }
            });
            setup.intercept(Selector.commands("T.WAIT"), new Witness("w"));
        })) {
            TestClient client = server.newClient();
            client.begin("T.WAIT");
            assertEquals(List.of("w before T.WAIT"), seen);

            server.advance(Duration.ofMillis(10));
            assertEquals(List.of(ok()), client.received());
            assertEquals(List.of("w before T.WAIT", "w after T.WAIT"), seen);
        }
    }

    @Test
    void picksByCategoryModuleAndSubcommand() {
        try (TestServer server = server(setup -> setup.intercept(Selector.category("string"), new Witness("string"))
                .intercept(Selector.category("write"), new Witness("write"))
                .intercept(Selector.module("other"), new Witness("other"))
                .intercept(Selector.commands("T.BOX|B"), new Witness("b"))
                .intercept(
                        Selector.commands("T.BOX")
                                .and(Selector.commands("T.BOX|B").negate()),
                        new Witness("a")))) {
            server.send("T.SET key value");
            assertEquals(
                    List.of("string before T.SET", "write before T.SET", "write after T.SET", "string after T.SET"),
                    seen);

            seen.clear();
            server.send("T.BOX A");
            server.send("T.BOX B");
            assertEquals(List.of("a before T.BOX", "a after T.BOX", "b before T.BOX", "b after T.BOX"), seen);
        }
    }

    @Test
    void aNameThatDoesNotExistStopsTheStart() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> server(
                        setup -> setup.intercept(Selector.commands("T.SETT").or(Selector.all()), new Witness("w"))));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("it intercepts T.SETT, and there is no such command; check the name"), message);
    }
}
