package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Live;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the host does for and to a command, whatever the command is. */
class DispatchTest {

    private final AtomicReference<Slice> kept = new AtomicReference<>(Slice.EMPTY);
    private final AtomicReference<Entry> keptEntry = new AtomicReference<>();
    private final TestServer server = TestServer.with(new Probe());

    @AfterEach
    void close() {
        server.close();
    }

    /** Commands that do all that a plugin may do, and all that it may not. */
    private final class Probe implements CommandModule {

        private final ValueType<long[]> counter = new CounterType();

        @Override
        public void configure(Setup setup) {
            setup.type(counter);
            setup.command(
                    CommandSpec.named("T.ECHO").args(1, 2).build(), (request, reply) -> reply.bulk(request.arg(0)));
            setup.command(CommandSpec.named("T.OPEN").flags(Flag.NO_AUTH).build(), (_, reply) -> reply.ok());
            setup.command(CommandSpec.named("T.THROW").build(), (_, reply) -> {
                reply.array(3);
                reply.bulk("half");
                throw new UnsupportedOperationException("secret");
            });
            setup.command(CommandSpec.named("T.ERROR").build(), (_, reply) -> {
                reply.array(2);
                throw ServerError.of("CODE", "said so");
            });
            setup.command(CommandSpec.named("T.OVERFLOW").build(), (_, reply) -> reply.integer(endless(1)));
            setup.command(CommandSpec.named("T.FEW").build(), (_, reply) -> {
                reply.array(2);
                reply.ok();
            });
            setup.command(CommandSpec.named("T.MANY").build(), (_, reply) -> {
                reply.ok();
                reply.ok();
            });
            setup.command(CommandSpec.named("T.NONE").build(), (_, _) -> {});
            setup.command(CommandSpec.named("T.KEEP").args(1).build(), (request, reply) -> {
                kept.set(request.arg(0));
                reply.ok();
            });
            setup.command(
                    CommandSpec.named("T.KEEPENTRY")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> {
                        keptEntry.set(request.entry(0));
                        reply.ok();
                    });
            keyCommands(setup);
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand(
                    "T.BOX",
                    CommandSpec.named("GET")
                            .args(1)
                            .flags(Flag.READONLY)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> reply.bool(request.entry(0).exists()));
            setup.subcommand(
                    "T.BOX", CommandSpec.named("PUT").args(1).build(), (request, reply) -> reply.bulk(request.arg(0)));
        }

        private void keyCommands(Setup setup) {
            setup.command(
                    CommandSpec.named("T.SET")
                            .args(2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.OW))
                            .build(),
                    (request, reply) -> {
                        request.entry(0).set(Types.STRING, request.arg(1));
                        reply.ok();
                    });
            setup.command(
                    CommandSpec.named("T.GET")
                            .args(1)
                            .flags(Flag.READONLY)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> {
                        Slice value = request.entry(0).get(Types.STRING);
                        if (value == null) {
                            reply.nil();
                        } else {
                            reply.bulk(value);
                        }
                    });
            setup.command(
                    CommandSpec.named("T.COUNT")
                            .args(1)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RW))
                            .build(),
                    (request, reply) -> {
                        long[] value = request.entry(0).getOrCreate(counter);
                        value[0]++;
                        request.entry(0).changed();
                        reply.integer(value[0]);
                    });
            setup.command(
                    CommandSpec.named("T.SWAP")
                            .args(2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.range(0, 1, 1, KeyFlag.RW))
                            .build(),
                    (request, reply) -> {
                        Entry a = request.entry(0);
                        Entry b = request.entry(1);
                        byte[] first = a.exists() ? a.getOrCreate(Types.STRING).toBytes() : new byte[0];
                        byte[] second = b.exists() ? b.getOrCreate(Types.STRING).toBytes() : new byte[0];
                        a.set(Types.STRING, Slice.of(second));
                        b.set(Types.STRING, Slice.of(first));
                        reply.integer(request.keys());
                    });
            setup.command(
                    CommandSpec.named("T.SIZE").keys(KeySpec.all(KeyFlag.RO)).build(),
                    (request, reply) -> reply.integer(request.keyspace().size(0)));
            setup.command(
                    CommandSpec.named("T.REACH")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> reply.integer(request.keyspace().size(0)));
        }
    }

    private static long endless(long n) {
        return n == 0 ? 0 : endless(n + 1) + 1;
    }

    private static final class CounterType implements ValueType<long[]> {
        @Override
        public String name() {
            return "counter@test";
        }

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public long bytes(long[] value) {
            return 24;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(long[] value, ValueOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public long[] read(ValueInput in, int version) {
            return new long[] {in.readLong()};
        }
    }

    @Nested
    class BeforeACommandRuns {

        @Test
        void anUnknownNameIsQuotedWithItsArguments() {
            assertEquals(
                    error("ERR unknown command 'nope', with args beginning with: 'a' 'b c' "),
                    server.send("nope a \"b c\""));
        }

        @Test
        void theNumberOfArgumentsIsChecked() {
            assertEquals(error("ERR wrong number of arguments for 't.echo' command"), server.send("T.ECHO"));
            assertEquals(bulk("a"), server.send("t.echo a"));
            assertEquals(bulk("a"), server.send("T.Echo a b"));
            assertEquals(error("ERR wrong number of arguments for 't.echo' command"), server.send("T.ECHO a b c"));
        }

        /** Many, because they lie in different shards. */
        @Test
        void givesSubcommandsTheirKeys() {
            for (int i = 0; i < 20; i++) {
                server.send("T.SET key" + i + " value");
                assertEquals(integer(1), server.send("T.BOX GET key" + i));
            }
            assertEquals(integer(0), server.send("T.BOX GET missing"));
        }

        @Test
        void subcommandsAreFoundInAnyCase() {
            assertEquals(bulk("x"), server.send("t.box put x"));
            assertEquals(error("ERR unknown subcommand 'take'."), server.send("T.BOX take x"));
            assertEquals(error("ERR wrong number of arguments for 't.box|put' command"), server.send("T.BOX PUT"));
            assertEquals(error("ERR wrong number of arguments for 't.box' command"), server.send("T.BOX"));
        }

        @Test
        void helpIsRecommendedWhereThereIsSome() {
            TestServer helpful = TestServer.with(new CommandModule() {
                @Override
                public void configure(Setup setup) {
                    setup.container(CommandSpec.named("T.BOX").build());
                    setup.subcommand("T.BOX", HelpCommand.spec("box"), new HelpCommand("T.BOX"));
                }
            });

            assertEquals(error("ERR unknown subcommand 'take'. Try T.BOX HELP."), helpful.send("T.BOX take x"));
        }

        @Test
        void aClientWithoutThePasswordMayCallOnlyWhatNeedsNone() {
            server.requirePassword("secret");
            TestClient stranger = server.newClient();

            assertEquals(error("NOAUTH Authentication required."), stranger.send("T.ECHO a"));
            assertEquals(ok(), stranger.send("T.OPEN"));
            assertEquals(bulk("a"), server.send("T.ECHO a"), "who was there before, stays in");
        }
    }

    @Nested
    class WhateverACommandDoes {

        @Test
        void anErrorReplacesWhatItHadWritten() {
            assertEquals(error("CODE said so"), server.send("T.ERROR"));
        }

        @Test
        void anExceptionNamesThePluginAndNotWhatItWasAbout() {
            assertEquals(
                    error("ERR internal error in plugin 'dev.mortise.testkit' (UnsupportedOperationException)"),
                    server.send("T.THROW"));
        }

        @Test
        void anOverflowingStackIsThatCommandsFailure() {
            assertEquals(
                    error("ERR internal error in plugin 'dev.mortise.testkit' (StackOverflowError)"),
                    server.send("T.OVERFLOW"));
        }

        @Test
        void everyRequestGetsExactlyOneReply() {
            ReplyValue internal = error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)");
            assertEquals(internal, server.send("T.FEW"));
            assertEquals(internal, server.send("T.MANY"));
            assertEquals(internal, server.send("T.NONE"));
        }

        @Test
        void theNextRequestIsServedAsIfNothingHadHappened() {
            byte[] replies = server.newClient()
                    .exchange("T.THROW\r\nT.ECHO a\r\nT.FEW\r\nT.ECHO b\r\n".getBytes(StandardCharsets.US_ASCII));

            assertEquals(4, ReplyParser.parseAll(replies).size());
            assertEquals(bulk("b"), ReplyParser.parseAll(replies).get(3));
        }

        @Test
        void anEntryThatWasKeptIsOfNoUse() {
            server.send("T.SET key value");
            server.send("T.KEEPENTRY key");

            assertThrows(IllegalStateException.class, () -> keptEntry.get().exists());
        }
    }

    @Nested
    class Keys {

        @Test
        void anEntryIsWhatTheKeyHolds() {
            assertEquals(nil(), server.send("T.GET key"));
            assertEquals(ok(), server.send("T.SET key value"));
            assertEquals(bulk("value"), server.send("T.GET key"));
        }

        @Test
        void aValueOfAnotherTypeIsRefusedByTheHost() {
            assertEquals(integer(1), server.send("T.COUNT key"));
            assertEquals(integer(2), server.send("T.COUNT key"));
            assertEquals(
                    error("WRONGTYPE Operation against a key holding the wrong kind of value"),
                    server.send("T.GET key"));
        }

        @Test
        void severalKeysAreReachedByTheirNumber() {
            server.send("T.SET a 1");
            server.send("T.SET b 2");

            assertEquals(integer(2), server.send("T.SWAP a b"));

            assertEquals(bulk("2"), server.send("T.GET a"));
            assertEquals(bulk("1"), server.send("T.GET b"));
        }

        @Test
        void theSameKeyTwiceIsOneEntry() {
            server.send("T.SET a 1");

            assertEquals(integer(2), server.send("T.SWAP a a"));

            assertEquals(bulk("1"), server.send("T.GET a"));
        }

        @Test
        void aCommandThatDeclaresTheWholeKeyspaceMayReachIt() {
            server.send("T.SET a 1");

            assertEquals(integer(1), server.send("T.SIZE"));
        }

        @Test
        void aCommandThatDeclaresKeysMayNotReachOthers() {
            assertEquals(
                    error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)"),
                    server.send("T.REACH a"));
        }
    }

    @Test
    void aPipelineIsAnsweredInOrder() {
        StringBuilder pipeline = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            pipeline.append("T.SET key ").append(i).append("\r\nT.GET key\r\n");
        }

        var replies = ReplyParser.parseAll(
                server.newClient().exchange(pipeline.toString().getBytes(StandardCharsets.US_ASCII)));

        assertEquals(2000, replies.size());
        for (int i = 0; i < 1000; i++) {
            assertEquals(ok(), replies.get(2 * i));
            assertEquals(bulk(Integer.toString(i)), replies.get(2 * i + 1));
        }
    }

    @Test
    void valuesOfAnyBytesComeBackAsTheyWere() {
        byte[] binary = {0, '\r', '\n', -1, '$'};

        assertEquals(array(new ReplyValue[0]), array());
        assertEquals(ok(), server.call("T.SET".getBytes(StandardCharsets.US_ASCII), binary, binary));
        assertEquals(bulk(binary), server.call("T.GET".getBytes(StandardCharsets.US_ASCII), binary));
    }

    @SuppressWarnings("UnusedMethod") // its constructor is called by reflection
    private record Greeting(String word, int times) {
        Greeting {
            word = word == null ? "hello" : word;
            if (times < 0) {
                throw new IllegalArgumentException("times must not be negative");
            }
        }
    }

    @Test
    void aModuleHasSettings() {
        TestServer configured = TestServer.with(Map.of("dev.mortise.testkit.word", "hola"), setup -> {
            Live<Greeting> greeting = setup.liveConfig(Greeting.class);
            setup.command(
                    CommandSpec.named("GREET").build(),
                    (_, reply) -> reply.bulk(
                            greeting.get().word() + " " + greeting.get().times()));
        });

        assertEquals(bulk("hola 0"), configured.send("GREET"));

        configured.server().changeParameters(Map.of("dev.mortise.testkit.times", "3"));
        assertEquals(bulk("hola 3"), configured.send("GREET"));
        assertEquals("3", configured.server().parameters().get("dev.mortise.testkit.times"));

        ServerError refused = assertThrows(
                ServerError.class,
                () -> configured.server().changeParameters(Map.of("dev.mortise.testkit.times", "-1")));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'dev.mortise.testkit.times') - times must not be"
                        + " negative",
                refused.text());
    }
}
