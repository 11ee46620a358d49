package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.OK;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Interceptor;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code MIGRATE} to a target that fails, and of keys that change while they are on their way: nothing is lost. */
@Timeout(30)
class MigrateFaultsTest {

    private static final ReplyValue READING = error("IOERR error or timeout reading to target instance");
    private static final ReplyValue WRITING = error("IOERR error or timeout writing to target instance");

    private final List<String> journal = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys(), new Watcher());
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void close() {
        answer.countDown();
        server.close();
    }

    /** Notes what follows from a migration. */
    private final class Watcher implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.journal(unit -> unit.forEach(new JournalUnit.Effects() {
                @Override
                public void command(int database, List<Slice> words) {
                    journal.add(String.join(" ", words.stream().map(Slice::utf8).toList()));
                }

                @Override
                public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
                    journal.add(key.utf8() + " = " + type.name());
                }
            }));
            setup.on(
                    Set.of(KeyEvent.Kind.GENERIC),
                    event -> events.add(event.name() + " " + event.key().utf8()));
            setup.intercept(Selector.commands("MIGRATE"), new Interceptor() {
                @Override
                public void after(Request request, @Nullable ServerError error, long nanos) {
                    shown.add(String.join(
                            " ",
                            IntStream.range(6, request.words())
                                    .mapToObj(i -> request.redacted(i)
                                            ? "?"
                                            : request.word(i).utf8())
                                    .toList()));
                }
            });
        }
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ReplyValue migrate(FakeTarget target, String rest) {
        return server.send("MIGRATE " + target.address() + " " + rest);
    }

    private void put(String... keys) {
        for (String key : keys) {
            server.call("TEST.PUT", key);
        }
    }

    private FakeTarget onRestore(FakeTarget.Behaviour behaviour) throws IOException {
        return new FakeTarget(
                request -> request.getFirst().equals("RESTORE") ? behaviour.reply(request) : FakeTarget.OK);
    }

    /** {@return a target that waits for the test before it says that it has restored something} */
    private FakeTarget slow() throws IOException {
        return onRestore(_ -> {
            arrived.countDown();
            answer.await();
            return FakeTarget.OK;
        });
    }

    @Test
    void nobodyIsThere() throws IOException {
        put("key");

        assertEquals(WRITING, server.send("MIGRATE 127.0.0.1 " + portOfNobody() + " key 0 1000"));
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\" 6379', connecting to the client",
        "'\"not a host\" 6379', connecting to the client",
        "127.0.0.1 port, writing to target instance",
        "127.0.0.1 0, writing to target instance",
        "127.0.0.1 65536, writing to target instance",
        "127.0.0.1 -1, writing to target instance"
    })
    void anAddressThatIsNone(String address, String doing) {
        put("key");

        assertEquals(error("IOERR error or timeout " + doing), server.send("MIGRATE " + address + " key 0 1000"));
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    /** The kernel takes the connection and what is sent; nobody ever looks at it. */
    @Test
    void theTargetHangs() throws IOException {
        put("key");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(READING, server.send("MIGRATE 127.0.0.1 " + silent.getLocalPort() + " key 0 20"));
        }
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @Test
    void theTargetHangsWhileItIsSentMoreThanTheKernelTakes() throws Exception {
        String key = "x".repeat(20_000_000);
        put(key);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread greeter = Thread.ofVirtual().start(() -> {
                try {
                    silent.accept().getOutputStream().write("+OK\r\n+OK\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertEquals(WRITING, server.call("MIGRATE", "127.0.0.1", "" + silent.getLocalPort(), key, "0", "50"));
            greeter.join();
        }
        assertEquals(integer(1), server.call("EXISTS", key));
    }

    @Test
    void theTargetDiesInTheMiddle() throws IOException {
        put("first", "second", "third");
        try (FakeTarget target = onRestore(request -> request.get(1).equals("second") ? null : FakeTarget.OK)) {
            assertEquals(READING, migrate(target, "\"\" 0 1000 KEYS first second third"));
        }
        assertEquals(integer(0), server.send("EXISTS first"));
        assertEquals(integer(2), server.send("EXISTS second third"));
    }

    @Test
    void theFirstErrorIsTheOneThatIsTold() throws IOException {
        put("first", "second", "third");
        try (FakeTarget target = onRestore(request -> switch (request.get(1)) {
            case "first" -> "-OOM no memory";
            case "second" -> "-ERR later";
            default -> null;
        })) {
            assertEquals(
                    error("ERR Target instance replied with error: OOM no memory"),
                    migrate(target, "\"\" 0 1000 KEYS first second third"));
        }
        assertEquals(integer(3), server.send("DBSIZE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SELECT"})
    void aTargetThatDoesNotLetUsInIsSentNothing(String refused) throws IOException {
        put("key");
        try (FakeTarget target =
                new FakeTarget(request -> request.getFirst().equals(refused) ? "-ERR no " + refused : FakeTarget.OK)) {
            assertEquals(
                    error("ERR Target instance replied with error: ERR no " + refused),
                    migrate(target, "key 9 1000 AUTH secret"));
            assertEquals(List.of(), target.restored());
        }
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @Test
    void aTargetThatLetsNobodyNameItsConnectionsIsAsGood() throws IOException {
        put("key");
        try (FakeTarget target =
                new FakeTarget(request -> request.getFirst().equals("CLIENT") ? "-NOPERM not you" : FakeTarget.OK)) {
            assertEquals(OK, migrate(target, "key 0 1000"));
        }
        assertEquals(integer(0), server.send("EXISTS key"));
    }

    @Test
    void whatIsNoRedisIsNotBelieved() throws IOException {
        put("key");
        try (FakeTarget target = onRestore(_ -> "HTTP/1.1 400 Bad Request")) {
            assertEquals(
                    error("ERR Target instance replied with error: HTTP/1.1 400 Bad Request"),
                    migrate(target, "key 0 1000"));
        }
        try (FakeTarget target = onRestore(_ -> "x".repeat(200_000))) {
            assertEquals(READING, migrate(target, "key 0 1000"));
        }
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    @Test
    void aClientThatLeavesIsNotWaitedFor() throws Exception {
        put("key");
        try (FakeTarget target = slow()) {
            TestClient client = server.newClient();
            client.begin("MIGRATE " + target.address() + " key 0 1000000");
            arrived.await();

            client.close();
            server.awaitBackground();

            answer.countDown();
            target.awaitLeft();
        }
        assertEquals(integer(1), server.send("EXISTS key"));
    }

    /** Somebody does something to {@code key}, or to another, between its departure and its arrival. */
    private List<ReplyValue> meanwhile(Runnable what, String rest) throws Exception {
        put("key", "other");
        try (FakeTarget target = slow()) {
            TestClient client = server.newClient();
            client.begin("MIGRATE " + target.address() + " \"\" 0 10000 " + rest);
            arrived.await();
            what.run();
            answer.countDown();
            server.awaitBackground();
            return client.received();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEST.OTHER key", "PEXPIRE key 1000000", "DEL key", "RENAME key away", "MOVE key 1"})
    void aKeyThatHasChangedMeanwhileIsNotRemovedAndNamed(String change) throws Exception {
        List<ReplyValue> replies = meanwhile(() -> server.send(change), "KEYS key other");

        assertEquals(
                List.of(error("ERR Key 'key' changed after it was sent: what is here has stayed, what the target has"
                        + " is older")),
                replies);
        assertEquals(integer(0), server.send("EXISTS other"), "the other one has gone");
        assertEquals(integer(change.matches("TEST.OTHER.*|PEXPIRE.*") ? 1 : 0), server.send("EXISTS key"));
    }

    @Test
    void ofSeveralThatHaveChangedTheFirstIsNamed() throws Exception {
        List<ReplyValue> replies = meanwhile(
                () -> {
                    server.send("TEST.OTHER other");
                    server.send("TEST.OTHER key");
                },
                "KEYS key other");

        assertEquals(
                List.of(error("ERR Key 'key', and 1 more, changed after it was sent: what is here has stayed, what the"
                        + " target has is older")),
                replies);
    }

    /** What was acknowledged is all that is here: whether it was written again does not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"TEST.PUT key", "TOUCH key", "RENAME key away; RENAME away key"})
    void aKeyThatIsAsItWasIsRemoved(String changes) throws Exception {
        List<ReplyValue> replies =
                meanwhile(() -> List.of(changes.split("; ", -1)).forEach(server::send), "KEYS key other");

        assertEquals(List.of(OK), replies);
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void aKeyWhoseTimeIsOverMeanwhileIsNoLoss() throws Exception {
        server.send("TEST.PUT ending 500");

        List<ReplyValue> replies = meanwhile(() -> server.advance(Duration.ofMillis(500)), "KEYS ending key");

        assertEquals(List.of(OK), replies);
        assertEquals(integer(0), server.send("EXISTS ending key"));
    }

    @Test
    void aCopyMayChangeAsItLikes() throws Exception {
        assertEquals(List.of(OK), meanwhile(() -> server.send("TEST.OTHER key"), "COPY KEYS key"));
    }

    @Test
    void isARemovalToTheJournalAndToThoseWhoListen() throws Exception {
        put("key");
        journal.clear();
        try (FakeTarget target = new FakeTarget(_ -> FakeTarget.OK)) {
            migrate(target, "key 0 1000 COPY");
            assertEquals(List.of(), journal);
            migrate(target, "key 0 1000");
        }

        assertEquals(List.of("DEL key"), journal);
        assertEquals(List.of("del key"), events);
    }

    @ParameterizedTest
    @CsvSource({
        "COPY AUTH secret, COPY AUTH ?",
        "COPY AUTH2 user secret KEYS AUTH key, COPY AUTH2 ? ? KEYS AUTH key",
        "AUTH secret NOPE, AUTH ? NOPE",
        "NOPE AUTH secret, NOPE AUTH ?",
        "AUTH2 secret, AUTH2 ?"
    })
    void passwordsAreNotShownEvenInTheEnd(String options, String seen) throws IOException {
        put("key", "");
        try (FakeTarget target = new FakeTarget(_ -> FakeTarget.OK)) {
            migrate(target, "\"\" 0 1000 " + options);
        }
        assertEquals(List.of(seen), shown);
    }
}
