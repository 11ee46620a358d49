package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.SessionMode;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;
import dev.mortise.api.Types;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mode decides what becomes of the requests of its session, and of no other. */
class SessionModeTest {

    private static final ReplyValue INTERNAL =
            error("ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)");

    private final List<String> given = new ArrayList<>();

    /** Keeps what is sent; lets pass what has to do with modes. */
    private static final class Secretary implements SessionMode {
        private final List<String> letters = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();

        @Override
        public boolean takes(Request request, Reply reply) {
            switch (request.commandName()) {
                case "t.leave", "t.close", "t.hush", "reset" -> {
                    return false;
                }
                case "t.both" -> {
                    reply.ok();
                    return false;
                }
                case "t.neither" -> {
                    return true;
                }
                case "t.entry" -> request.entry(0);
                case "t.break" -> throw new IllegalStateException("as told");
                default -> {
                    StringBuilder letter = new StringBuilder(request.commandName());
                    for (int k = 0; k < request.keys(); k++) {
                        letter.append(' ').append(request.key(k).utf8());
                    }
                    letters.add(letter.toString());
                    reply.status("TAKEN");
                }
            }
            return true;
        }

        @Override
        public ServerError refused(@Nullable String command, ServerError refusal) {
            refusals.add(command + ": " + refusal.code());
            return "t.key".equals(command) ? ServerError.of("NOTED", refusal.text()) : refusal;
        }
    }

    /** Allows nothing but leaving. */
    private static final class Silence implements SessionMode {
        @Override
        public boolean takes(Request request, Reply reply) {
            if (request.commandName().startsWith("t.")) {
                return false;
            }
            throw ServerError.err("not '" + request.commandName() + "'");
        }
    }

    private final class Modes implements CommandModule {
        @Override
        public void configure(Setup setup) {
            SessionSlot<Secretary> slot = setup.sessionSlot(Secretary::new, ended -> given.addAll(ended.letters));
            SessionSlot<Silence> other = setup.sessionSlot(Silence::new);
            command(setup, "T.ENTER", (request, _) -> request.session().enter(slot));
            command(setup, "T.LEAVE", (request, _) -> request.session().leave(slot));
            command(setup, "T.HUSH", (request, _) -> request.session().enter(other));
            command(setup, "T.SPEAK", (request, _) -> request.session().leave(other));
            command(setup, "T.BOTH", (_, _) -> {});
            command(setup, "T.NEITHER", (_, _) -> {});
            command(setup, "T.BREAK", (_, _) -> {});
            command(setup, "T.CLOSE", (request, _) -> request.session().kill());
            setup.command(
                    CommandSpec.named("T.LETTERS").build(),
                    (request, reply) ->
                            reply.bulk(request.session().get(slot).letters.toString()));
            setup.command(
                    CommandSpec.named("T.REFUSALS").build(),
                    (request, reply) ->
                            reply.bulk(request.session().get(slot).refusals.toString()));
            setup.command(key("T.KEY"), (request, reply) -> {
                request.entry(0).set(Types.STRING, request.arg(0));
                reply.integer(request.keys());
            });
            setup.command(key("T.ENTRY"), (_, reply) -> reply.ok());
            setup.container(CommandSpec.named("T.BOX").build());
            setup.subcommand("T.BOX", CommandSpec.named("RESET").build(), (_, reply) -> reply.ok());
            setup.command(CommandSpec.named("RESET").flags(Flag.NO_AUTH).build(), (request, reply) -> {
                request.session().reset();
                reply.ok();
            });
        }

        private static CommandSpec key(String name) {
            return CommandSpec.named(name)
                    .args(1)
                    .flags(Flag.WRITE)
                    .keys(KeySpec.at(0, KeyFlag.OW))
                    .build();
        }

        private static void command(Setup setup, String name, BiConsumer<Request, Reply> body) {
            setup.command(CommandSpec.named(name).build(), (request, reply) -> {
                body.accept(request, reply);
                reply.ok();
            });
        }
    }

    private final TestServer server = TestServer.with(new Modes());

    @Test
    void takesRequestsInPlaceOfTheirCommands() {
        server.send("T.ENTER");

        assertEquals(status("TAKEN"), server.send("T.KEY a"));
        assertEquals(status("TAKEN"), server.send("T.BOX RESET"));
        assertEquals(ok(), server.send("T.LEAVE"));

        assertEquals(bulk("[t.key a, t.box|reset]"), server.send("T.LETTERS"));
        assertEquals(integer(1), server.send("T.KEY a"));
    }

    @Test
    void takesThemFromTheNextRequestOfAPipelineOn() {
        byte[] replies = server.newClient()
                .exchange("T.KEY a\nT.ENTER\nT.KEY b\nT.LEAVE\nT.LETTERS\n".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                List.of(integer(1), ok(), status("TAKEN"), ok(), bulk("[t.key b]")), ReplyParser.parseAll(replies));
    }

    @Test
    void concernsItsOwnSessionOnly() {
        server.send("T.ENTER");

        assertEquals(integer(1), server.newClient().send("T.KEY a"));
    }

    @Test
    void isToldOfWhatWasRefusedBefore() {
        server.send("T.ENTER");

        assertEquals(error("ERR unknown command 'NOPE', with args beginning with: 'x' "), server.send("NOPE x"));
        assertEquals(error("NOTED wrong number of arguments for 't.key' command"), server.send("T.KEY"));

        server.send("T.LEAVE");
        assertEquals(bulk("[null: ERR, t.key: ERR]"), server.send("T.REFUSALS"));
    }

    @Test
    void seesNoEntries() {
        server.send("T.ENTER");

        assertEquals(INTERNAL, server.send("T.ENTRY key"));
    }

    @Test
    void takesARequestByFailing() {
        server.send("T.ENTER");

        assertEquals(INTERNAL, server.send("T.BREAK"));
    }

    @Test
    void writesAReplyIfItTakesTheRequestAndNoneOtherwise() {
        server.send("T.ENTER");

        assertEquals(INTERNAL, server.send("T.BOTH"));
        assertEquals(INTERNAL, server.send("T.NEITHER"));
    }

    @Test
    void isAskedBeforeThoseThatWereEnteredEarlier() {
        server.send("T.ENTER");
        server.send("T.HUSH");

        assertEquals(status("TAKEN"), server.send("T.KEY a"), "passed on by the last, taken by the first");
        assertEquals(error("ERR not 'reset'"), server.send("RESET"), "not even offered to the first");
    }

    @Test
    void isLeftWhicheverWasEnteredLast() {
        server.send("T.ENTER");
        server.send("T.HUSH");
        server.send("T.LEAVE");

        assertEquals(integer(1), server.send("T.KEY a"));
        assertEquals(error("ERR not 'reset'"), server.send("RESET"));
        server.send("T.SPEAK");
        assertEquals(ok(), server.send("RESET"));
    }

    @Test
    void isEnteredOnce() {
        server.send("T.HUSH");
        server.send("T.HUSH");
        server.send("T.SPEAK");

        assertEquals(ok(), server.send("RESET"));
        assertEquals(ok(), server.send("T.SPEAK"), "leaving twice does nothing");
    }

    @Test
    void endsWithReset() {
        server.send("T.ENTER");
        server.send("T.KEY a");
        server.send("RESET");

        assertEquals(List.of("t.key a"), given, "what was in the slot is given up");
        assertEquals(integer(1), server.send("T.KEY a"));
        server.send("T.ENTER");
        server.send("T.LEAVE");
        assertEquals(bulk("[]"), server.send("T.LETTERS"), "the next one begins anew");
    }

    @Test
    void endsWithTheConnection() {
        TestClient client = server.newClient();
        client.send("T.ENTER");
        client.send("T.KEY a");
        client.close();

        assertEquals(List.of("t.key a"), given);
    }

    @Test
    void showsItsFiguresInTheLineOfTheClient() {
        TestClient client = server.newClient();
        client.send("RESET");
        Session session = server.server().sessions().getLast();

        assertTrue(session.describe().contains(" flags=N "), session::describe);
        assertTrue(session.describe().contains(" sub=0 psub=0 ssub=0 multi=-1 "), session::describe);

        session.figure(Session.Figure.CHANNELS, 1);
        session.figure(Session.Figure.PATTERNS, 2);
        session.figure(Session.Figure.SHARD_CHANNELS, 3);
        session.figure(Session.Figure.QUEUED, 0);
        session.figure(Session.Figure.QUEUED_BYTES, 5);

        assertTrue(session.describe().contains(" flags=x "), session::describe);
        assertTrue(session.describe().contains(" sub=1 psub=2 ssub=3 multi=0 "), session::describe);
        assertTrue(session.describe().contains(" multi-mem=5 "), session::describe);

        client.send("RESET");
        assertFalse(session.describe().contains("flags=x"), session::describe);
        assertTrue(session.describe().contains(" sub=0 psub=0 ssub=0 multi=-1 "), session::describe);
    }
}
