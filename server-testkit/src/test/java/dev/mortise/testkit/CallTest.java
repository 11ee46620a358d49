package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CallResult;
import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands call other commands, within what they have declared. */
class CallTest {

    private final Callers callers = new Callers();
    private final TestServer server = TestServer.with(callers);

    @AfterEach
    void close() {
        server.close();
    }

    private static final class Callers implements CommandModule {

        private @Nullable CallResult kept;

        @Override
        public void configure(Setup setup) {
            callees(setup);
            asked(setup);
            CommandRef set = setup.ref("t.set");
            CommandRef get = setup.ref("T.GET");
            CommandRef fail = setup.ref("T.FAIL");
            writing(setup, "T.TWICE", 2, (request, reply) -> {
                reply.array(2);
                request.call(set, reply, request.arg(0), request.arg(1));
                request.call(get, reply, request.arg(0));
            });
            writing(setup, "T.OPEN", 1, (request, reply) -> {
                int mark = reply.openArray();
                request.call(get, reply, request.arg(0));
                try {
                    request.call(fail, reply);
                } catch (ServerError e) {
                    reply.bulk(e.code());
                }
                reply.closeArray(mark);
            });
            writing(setup, "T.OTHER", 2, (request, reply) -> request.call(get, reply, request.arg(1)));
            writing(setup, "T.PASS", 1, (request, reply) -> {
                reply.array(2);
                reply.ok();
                request.call(fail, reply);
            });
            writing(setup, "T.LOOK", 1, (request, reply) -> {
                CallResult value = request.call(get, request.arg(0));
                reply.integer(value.isNil() ? -1 : value.bytes().length);
            });
            writing(setup, "T.SELF", 1, (request, reply) -> {
                Slice own = request.entry(0).get(Types.STRING);
                request.call(set, request.arg(0), own == null ? Slice.EMPTY : own);
                request.call(get, reply, request.arg(0));
            });
            CommandRef size = setup.ref("T.SIZE");
            CommandRef clear = setup.ref("T.BOX|CLEAR");
            writing(setup, "T.SIZEOF", 1, (request, reply) -> request.call(size, reply));
            writing(setup, "T.CLEARALL", 1, (request, reply) -> request.call(clear, reply));
            setup.command(
                    CommandSpec.named("T.READER")
                            .args(1)
                            .flags(Flag.READONLY)
                            .keys(KeySpec.at(0, KeyFlag.RO))
                            .build(),
                    (request, reply) -> request.call(set, reply, request.arg(0), Slice.of("x")));
            setup.command(
                    CommandSpec.named("T.ANY")
                            .args(1)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.all(KeyFlag.RW))
                            .build(),
                    (request, reply) -> {
                        reply.array(3);
                        request.call(set, reply, request.arg(0), Slice.of("any"));
                        request.call(size, reply);
                        request.call(clear, reply);
                    });
            CommandRef wait = setup.ref("T.WAIT");
            setup.command(CommandSpec.named("T.IMPATIENT").build(), (request, reply) -> request.call(wait, reply));
            CommandRef[] self = new CommandRef[1];
            setup.command(CommandSpec.named("T.ENDLESS").build(), (request, reply) -> request.call(self[0], reply));
            self[0] = setup.ref("T.ENDLESS");
            CommandRef kinds = setup.ref("T.KINDS");
            setup.command(
                    CommandSpec.named("T.SHOWN").build(),
                    (request, reply) -> reply.bulk(request.call(kinds).toString()));
            setup.command(CommandSpec.named("T.KEPT").build(), (request, reply) -> {
                kept = request.call(kinds);
                reply.bulk(kinds.fullName() + " " + clear.fullName());
            });
        }

        private static void asked(Setup setup) {
            CommandRef mayWait = setup.ref("T.MAYWAIT");
            CommandRef none = setup.ref("T.NONE");
            setup.command(CommandSpec.named("T.MAYWAIT").build(), (request, reply) -> reply.bool(request.canBlock()))
                    .command(CommandSpec.named("T.NONE").build(), (_, reply) -> reply.nilArray())
                    .command(
                            CommandSpec.named("T.CALLMAYWAIT").build(),
                            (request, reply) -> request.call(mayWait, reply))
                    .command(
                            CommandSpec.named("T.CALLNONE").build(),
                            (request, reply) -> reply.bool(request.call(none).isNil()));
        }

        private static void writing(Setup setup, String name, int args, Command body) {
            setup.command(
                    CommandSpec.named(name)
                            .args(args)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RW))
                            .build(),
                    body);
        }

        private static void callees(Setup setup) {
            writing(setup, "T.SET", 2, (request, reply) -> {
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
                        Entry entry = request.entry(0);
                        Slice value = entry.get(Types.STRING);
                        if (value == null) {
                            reply.nil();
                        } else {
                            reply.bulk(value);
                        }
                    });
            setup.command(CommandSpec.named("T.FAIL").build(), (_, reply) -> {
                reply.array(2);
                reply.bulk("half");
                throw ServerError.of("FAIL", "as told");
            });
            setup.command(
                    CommandSpec.named("T.SIZE").build(),
                    (request, reply) -> reply.integer(request.keyspace().size(0)));
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand(
                    "T.BOX",
                    CommandSpec.named("CLEAR")
                            .flags(Flag.WRITE)
                            .keys(KeySpec.all(KeyFlag.RW))
                            .build(),
                    (request, reply) -> reply.integer(request.keyspace().clear(0)));
            setup.command(CommandSpec.named("T.WAIT").build(), (request, reply) -> {
                if (request.timedOut()) {
                    reply.nil();
                } else {
                    request.block(Long.MAX_VALUE);
                }
            });
            setup.command(CommandSpec.named("T.KINDS").build(), (_, reply) -> {
                reply.array(7);
                reply.status("OK");
                reply.integer(-7);
                reply.number(1.5);
                reply.bool(true);
                reply.nil();
                reply.map(1);
                reply.bulk("k");
                reply.verbatim("v");
                reply.bigNumber("123456789012345678901234567890");
            });
        }
    }

    @Test
    void theAnswerIsTheNextValueOfTheCallersReply() {
        assertEquals(array(ok(), bulk("v")), server.send("T.TWICE key v"));
        assertEquals(bulk("v"), server.send("T.GET key"));
    }

    @Test
    void anErrorIsThrownAndNothingOfTheAnswerIsLeft() {
        server.send("T.SET key v");

        assertEquals(array(bulk("v"), bulk("FAIL")), server.send("T.OPEN key"));
        assertEquals(error("FAIL as told"), server.send("T.PASS key"), "who does not catch it answers the same");
        assertEquals(bulk("v"), server.send("T.GET key"));
    }

    @Test
    void theAnswerCanBeLookedAt() {
        assertEquals(integer(-1), server.send("T.LOOK key"));
        server.send("T.SET key four");
        assertEquals(integer(4), server.send("T.LOOK key"));
        assertEquals(
                bulk("[\"OK\", -7, 1.5, true, null, [\"k\", \"v\"], \"123456789012345678901234567890\"]"),
                server.send("T.SHOWN"));
    }

    @Test
    void eachKindOfAnswerHasItsAccessorAndMayBeKept() {
        assertEquals(bulk("t.kinds t.box|clear"), server.send("T.KEPT"));

        CallResult kept = callers.kept;
        assertNotNull(kept);
        List<CallResult> answers = kept.elements();
        assertEquals(
                List.of(
                        CallResult.Kind.STRING,
                        CallResult.Kind.INTEGER,
                        CallResult.Kind.DOUBLE,
                        CallResult.Kind.BOOLEAN,
                        CallResult.Kind.NIL,
                        CallResult.Kind.ARRAY,
                        CallResult.Kind.STRING),
                answers.stream().map(CallResult::kind).toList());
        assertEquals("OK", answers.get(0).utf8());
        assertEquals(-7, answers.get(1).asLong());
        assertEquals(1.5, answers.get(2).asDouble());
        assertTrue(answers.get(3).asBoolean());
        assertTrue(answers.get(4).isNil());
        assertEquals("v", answers.get(5).elements().getLast().utf8());
        assertThrows(IllegalStateException.class, answers.get(0)::asLong, "a string is no number");
        assertThrows(IllegalStateException.class, answers.get(4)::bytes, "nothing is no string");
    }

    @Test
    void whoIsCalledIsToldThatItCannotWait() {
        assertEquals(integer(1), server.send("T.MAYWAIT"));
        assertEquals(integer(0), server.send("T.CALLMAYWAIT"));
    }

    @Test
    void noArrayIsNothingAsWell() {
        assertEquals(nilArray(), server.send("T.NONE"));
        assertEquals(integer(1), server.send("T.CALLNONE"));
    }

    @Test
    void mayPassAPartOfTheValueThatIsChanged() {
        server.send("T.SET key value");

        assertEquals(bulk("value"), server.send("T.SELF key"));
    }

    @Test
    void aKeyThatWasNotDeclaredIsRefused() {
        server.send("T.SET b v");

        assertEquals(
                error("ERR 't.other' calls 't.get' with a key that is not among its own"), server.send("T.OTHER a b"));
        assertEquals(bulk("v"), server.send("T.OTHER b b"));
    }

    @Test
    void theWholeKeyspaceHasToBeDeclared() {
        assertEquals(
                error("ERR 't.clearall' calls 't.box|clear', which needs the whole keyspace; it has to declare it as"
                        + " well"),
                server.send("T.CLEARALL key"));
        assertEquals(
                error("ERR 't.size' needs the whole keyspace, of which 't.sizeof' has locked a part"),
                server.send("T.SIZEOF key"));
        assertEquals(array(ok(), integer(1), integer(1)), server.send("T.ANY whatever"));
    }

    @Test
    void whoOnlyReadsCannotCallWhatWrites() {
        assertEquals(
                error("ERR 't.reader' calls 't.set', which writes; it has to declare that as well"),
                server.send("T.READER key"));
        assertEquals(nil(), server.send("T.GET key"));
    }

    @Test
    void whatWouldBlockAnswersAsIfItsTimeWereOver() {
        assertEquals(nil(), server.send("T.IMPATIENT"));
    }

    @Test
    void thereIsAnEndToCallingOneself() {
        assertEquals(error("ERR commands call each other more than 16 deep"), server.send("T.ENDLESS"));
        assertEquals(array(ok(), bulk("v")), server.send("T.TWICE key v"), "and the next one is served as before");
    }

    @Test
    void countsAsIfAClientHadSentIt() {
        server.send("T.TWICE key v");
        server.send("T.PASS key");

        String statistics = server.server().info(Set.of("commandstats"));
        assertTrue(statistics.contains("cmdstat_t.get:calls=1,"), statistics);
        assertTrue(statistics.matches("(?s).*cmdstat_t.fail:calls=1,[^\r]*failed_calls=1\r.*"), statistics);
        assertTrue(
                server.server().info(Set.of("stats")).contains("total_commands_processed:5"), "two, and three called");
    }

    @Test
    void aCommandThatDoesNotExistStopsTheStart() {
        CommandModule module = setup -> {
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand("T.BOX", CommandSpec.named("A").build(), (_, reply) -> reply.ok());
            setup.ref("T.GETT");
            setup.ref("T.BOX");
            setup.ref("T.BOX|A");
        };
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> TestServer.with(module));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("it calls T.GETT, and there is no such command; check the name"), message);
        assertTrue(message.contains("it calls T.BOX, and there is no such command, only its subcommands"), message);
        assertFalse(message.contains("T.BOX A"), message);
    }
}
