package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Interceptor;
import dev.mortise.api.KeyFinder;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands whose keys stand where no key spec can tell, or behind a keyword. */
class KeyFinderTest {

    private static final String FAILURE = "ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)";

    private final List<String> seen = new ArrayList<>();
    private final TestServer server = TestServer.with(new Finders());

    @AfterEach
    void close() {
        server.close();
    }

    private final class Finders implements CommandModule {
        private final KeySpec written = KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE);

        /** {@code T.PUT value key}, whose key is the last argument; with the value {@code fail} it has no keys. */
        private void last(List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
            if (arguments.getFirst().utf8().equals("fail")) {
                throw new UnsupportedOperationException("as told");
            }
            found.accept(written, arguments.size() - 1);
        }

        private CommandSpec put(String name) {
            return CommandSpec.named(name)
                    .args(2, CommandSpec.MANY)
                    .flags(Flag.WRITE)
                    .keys(written)
                    .keysFoundBy(this::last)
                    .build();
        }

        /** {@code key [anywhere]}, which may follow what it finds under the key only with the word. */
        private CommandSpec follow(String name) {
            KeySpec read = KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS);
            KeySpec followed = KeySpec.unknown(KeyFlag.RO, KeyFlag.ACCESS);
            return CommandSpec.named(name)
                    .args(1, 2)
                    .flags(Flag.READONLY)
                    .keys(read, followed)
                    .keysFoundBy((arguments, found) -> {
                        found.accept(read, 0);
                        if (arguments.size() == 2) {
                            found.accept(followed, KeyFinder.ANYWHERE);
                        }
                    })
                    .build();
        }

        @Override
        public void configure(Setup setup) {
            setup.command(put("T.PUT"), (request, reply) -> {
                request.entry(0).set(Types.STRING, request.arg(0));
                reply.integer(request.keys());
            });
            setup.command(put("T.WATCHED"), (_, reply) -> reply.ok());
            setup.command(follow("T.FOLLOW"), (request, reply) -> {
                Slice other = request.entry(0).get(Types.STRING);
                Slice key = other == null ? Slice.of("nothing") : Slice.of(other.toBytes());
                reply.integer(request.keyspace().read(0, key, entry -> entry.exists() ? 1 : 0));
            });
            CommandRef follow = setup.ref("T.FOLLOW");
            setup.command(
                    follow("T.ASK"),
                    (request, reply) -> request.call(follow, reply, request.arg(0), Slice.of("anywhere")));
            setup.command(
                    CommandSpec.named("T.GET")
                            .args(1, CommandSpec.MANY)
                            .keys(KeySpec.after("OF", 0, 0, 1, KeyFlag.RO, KeyFlag.ACCESS))
                            .build(),
                    (request, reply) -> {
                        Slice value =
                                request.keys() == 0 ? null : request.entry(0).get(Types.STRING);
                        reply.bulk(value == null ? Slice.of("nothing") : value);
                    });
            CommandRef put = setup.ref("T.PUT");
            setup.command(
                    CommandSpec.named("T.CALL")
                            .args(2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(1, KeyFlag.OW, KeyFlag.UPDATE))
                            .build(),
                    (request, reply) -> request.call(put, reply, request.arg(0), request.arg(1)));
            setup.intercept(Selector.commands("T.WATCHED"), new Interceptor() {
                @Override
                public void before(Request request) {
                    seen.add(request.keys() == 0 ? "no key" : request.key(0).utf8());
                }
            });
        }
    }

    @Test
    void areLockedAndReached() {
        assertEquals(integer(1), server.send("T.PUT value with more words key"));

        assertEquals(bulk("value"), server.send("T.GET the value of key"));
        assertEquals(bulk("nothing"), server.send("T.GET the value of"));
        assertEquals(bulk("nothing"), server.send("T.GET key"));
    }

    @Test
    void areThoseThatACallerMustHave() {
        assertEquals(integer(1), server.send("T.CALL value key"));

        assertEquals(bulk("value"), server.send("T.GET of key"));
        assertEquals(error(FAILURE), server.send("T.CALL fail key"));
        assertEquals(integer(1), server.send("T.CALL value key"));
    }

    @Test
    void mayBeAnywhere() {
        server.send("T.PUT other key");
        assertEquals(integer(0), server.send("T.FOLLOW key anywhere"));

        server.send("T.PUT value other");
        assertEquals(integer(1), server.send("T.FOLLOW key anywhere"));
        assertEquals(error(FAILURE), server.send("T.FOLLOW key"));
    }

    @Test
    void areAnywhereOnlyForWhoHasThemAnywhereItself() {
        server.send("T.PUT other key");

        assertEquals(integer(0), server.send("T.ASK key anywhere"));
        assertEquals(
                error("ERR 't.ask' calls 't.follow', which needs the whole keyspace; it has to declare it as well"),
                server.send("T.ASK key"));
    }

    @Test
    void areKnownToInterceptors() {
        assertEquals(OK, server.send("T.WATCHED value key"));
        assertEquals(error(FAILURE), server.send("T.WATCHED fail key"));

        assertEquals(List.of("key", "no key"), seen);
    }

    @Test
    void whatFailsToFindThemFailsOnlyItsCommand() {
        assertEquals(error(FAILURE), server.send("T.PUT fail key"));
        assertEquals(integer(1), server.send("T.PUT value key"));
    }
}
