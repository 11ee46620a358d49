package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mortise.api.Command;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandObserver;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a plugin does wrong, only its own command fails: its keys are free again and the next one is served. */
@Timeout(60)
class FailureIsolationTest {

    private static final int MOST_DEPTH = 1_000_000;

    private final TestServer server = TestServer.with(new Clumsy());

    @AfterEach
    void close() {
        server.close();
    }

    private static final class Clumsy implements CommandModule {
        @Override
        public void configure(Setup setup) {
            one(setup, "T.SET", (request, reply) -> {
                request.entry(0).set(Types.STRING, request.arg(1));
                reply.ok();
            });
            one(setup, "T.GET", (request, reply) -> {
                Slice value = request.entry(0).get(Types.STRING);
                reply.bulk(value == null ? Slice.EMPTY : value);
            });
            all(setup, "SERVERERROR", (_, reply) -> {
                reply.array(3);
                throw ServerError.of("OOPS", "as it is");
            });
            all(setup, "RUNTIME", (_, _) -> {
                throw new IllegalArgumentException("with 'secret' words");
            });
            all(setup, "CHECKED", (_, _) -> {
                throw new Exception("with 'secret' words");
            });
            all(setup, "LINKAGE", (_, _) -> {
                throw new NoClassDefFoundError("acme/Gone");
            });
            all(setup, "MEMORY", (_, reply) -> {
                reply.array(2);
                throw new OutOfMemoryError("Java heap space");
            });
            all(setup, "LARGE", (_, reply) -> reply.bulk(new byte[Integer.MAX_VALUE]));
            all(setup, "ASSERTION", (_, _) -> {
                throw new AssertionError("never");
            });
            all(setup, "OVERFLOW", (_, reply) -> reply.integer(fall(1)));
            all(setup, "FEW", (_, reply) -> {
                reply.map(2);
                reply.ok();
            });
            all(setup, "MANY", (_, reply) -> {
                reply.array(1);
                reply.ok();
                reply.ok();
            });
            all(setup, "NOTHING", (_, _) -> {});
            all(setup, "UNCLOSED", (_, reply) -> {
                reply.openArray();
                reply.ok();
            });
            one(setup, "T.FALLREADING", (request, reply) -> reply.integer(readAndFall(request)));
            setup.command(
                    CommandSpec.named("T.FALLVISITING").args(1, 2).build(),
                    (request, reply) -> reply.integer(visitAndFall(request, 0)));
            one(setup, "T.CHANGEANDTHROW", (request, _) -> {
                request.entry(0).set(Types.STRING, request.arg(1));
                throw new IllegalStateException();
            });
        }

        private static void one(Setup setup, String name, Command body) {
            setup.command(
                    CommandSpec.named(name)
                            .args(1, 2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RW))
                            .build(),
                    body);
        }

        /** The same failure under each kind of lock. */
        private static void all(Setup setup, String name, Command body) {
            one(setup, "T.ONE." + name, body);
            setup.command(CommandSpec.named("T.NONE." + name).args(1, 2).build(), body);
            setup.command(
                    CommandSpec.named("T.SEVERAL." + name)
                            .args(1, 2)
                            .keys(KeySpec.range(0, -1, 1, KeyFlag.RW))
                            .build(),
                    body);
            setup.command(
                    CommandSpec.named("T.ALL." + name)
                            .args(1, 2)
                            .keys(KeySpec.all(KeyFlag.RW))
                            .build(),
                    body);
        }
    }

    private static long fall(long n) {
        return n == 0 ? 0 : fall(n + 1) + 1;
    }

    /** Reads at every depth, so that the stack may end within the host's code. */
    @SuppressWarnings("InfiniteRecursion") // That is what it is for.
    private static long readAndFall(Request request) {
        request.entry(0).exists();
        return readAndFall(request) + 1;
    }

    /** Has the host take and give back a lock at every depth. */
    private static long visitAndFall(Request request, int depth) {
        request.server().keyspace().visit(0, Slice.of("key"), (_, _) -> {});
        return depth > MOST_DEPTH ? 0 : visitAndFall(request, depth + 1) + 1;
    }

    private static String internal(String error) {
        return "ERR internal error in plugin 'dev.mortise.testkit' (" + error + ")";
    }

    /** From another thread, which would wait for ever for a lock that was not given back. */
    private void keysAreFree() throws InterruptedException {
        AtomicReference<@Nullable Object> answer = new AtomicReference<>();
        TestClient other = server.newClient();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            other.send("T.SET key free");
            answer.set(other.send("T.GET key"));
        });
        thread.join(10_000);
        assertEquals(bulk("free"), answer.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONE", "NONE", "SEVERAL", "ALL"})
    void aFailureIsTheReplyAndNothingElse(String locks) throws InterruptedException {
        String name = "T." + locks + ".";
        assertEquals(error("OOPS as it is"), server.send(name + "SERVERERROR key"));
        assertEquals(error(internal("IllegalArgumentException")), server.send(name + "RUNTIME key"));
        assertEquals(error(internal("Exception")), server.send(name + "CHECKED key"));
        assertEquals(error(internal("NoClassDefFoundError")), server.send(name + "LINKAGE key"));
        assertEquals(error(internal("OutOfMemoryError")), server.send(name + "MEMORY key"));
        assertEquals(error(internal("OutOfMemoryError")), server.send(name + "LARGE key"));
        assertEquals(error(internal("AssertionError")), server.send(name + "ASSERTION key"));
        assertEquals(error(internal("StackOverflowError")), server.send(name + "OVERFLOW key"));

        keysAreFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FEW", "MANY", "NOTHING", "UNCLOSED"})
    void aReplyThatIsNotOneValueIsAnError(String how) throws InterruptedException {
        assertEquals(error(internal("IllegalStateException")), server.send("T.ONE." + how + " key"));
        assertEquals(error(internal("IllegalStateException")), server.send("T.ALL." + how + " key"));

        keysAreFree();
    }

    @Test
    void aStackThatEndsInTheHostsCodeLeavesNoLockBehind() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            assertEquals(error(internal("StackOverflowError")), server.send("T.FALLREADING key"));
            assertEquals(error(internal("StackOverflowError")), server.send("T.FALLVISITING key"));
        }

        keysAreFree();
    }

    @Test
    void whatWasChangedBeforeStaysChanged() {
        assertEquals(error(internal("IllegalStateException")), server.send("T.CHANGEANDTHROW key changed"));

        assertEquals(bulk("changed"), server.send("T.GET key"));
    }

    @Test
    void anObserverThatFailsHurtsNobody() {
        List<String> told = new ArrayList<>();
        CommandObserver clumsy = _ -> {
            throw new StackOverflowError();
        };
        server.server().observe(clumsy);
        server.server().observe(request -> told.add(request.word(0).utf8()));

        assertEquals(ok(), server.send("T.SET key value"));
        assertEquals(List.of("T.SET"), told, "and the others are told");
    }

    @Test
    void aFailureNamesNothingThatAClientHasSent() {
        assertFalse(server.send("T.ONE.RUNTIME secret").toString().contains("secret"));
    }
}
