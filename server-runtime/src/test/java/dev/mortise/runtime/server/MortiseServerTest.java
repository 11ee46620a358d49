package dev.mortise.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Server;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.runtime.transport.OutputLimit;
import dev.mortise.runtime.transport.TransportKind;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.uring.IoUring;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class MortiseServerTest {

    private static final int LARGE = 8 << 20;
    private static final int CROWD = 20;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestSettings settings = new TestSettings();
    private final List<String> lives = new ArrayList<>();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicReference<Slice> kept = new AtomicReference<>(Slice.EMPTY);

    /** A module that tells when it lives, and answers as much as it is asked for. */
    private final class Probe implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(CommandSpec.named("PING").build(), (_, reply) -> reply.status("PONG"));
            setup.command(CommandSpec.named("KEEP").args(2).build(), (request, reply) -> {
                kept.set(request.arg(1));
                reply.ok();
            });
            setup.command(
                    CommandSpec.named("BIG").args(1).build(),
                    (request, reply) ->
                            reply.bulk(new byte[Math.toIntExact(request.arg(0).asLong())]));
            setup.command(
                    CommandSpec.named("LATER").build(),
                    (request, _) -> request.async(LIMIT, _ -> {
                        began.countDown();
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                        return reply -> reply.ok();
                    }));
            setup.command(CommandSpec.named("HOLD").build(), (_, reply) -> {
                began.countDown();
                gate.await();
                reply.ok();
            });
            setup.command(
                    CommandSpec.named("COUNT").build(),
                    (request, reply) ->
                            reply.integer(request.server().sessions().size()));
            setup.command(CommandSpec.named("PAST").args(1).build(), (request, reply) -> {
                if (request.timedOut()) {
                    reply.ok();
                } else {
                    request.block(request.arg(0).asLong());
                }
            });
            setup.onDisconnect(_ -> gone.countDown());
            setup.command(CommandSpec.named("BYE").build(), (request, reply) -> {
                request.session().closeAfterReply();
                reply.ok();
            });
            setup.command(CommandSpec.named("DOWN").build(), (request, reply) -> {
                request.server().shutdown();
                reply.ok();
            });
        }

        @Override
        public void start(Server server) {
            lives.add("started");
        }

        @Override
        public void stop() {
            lives.add("stopped");
        }
    }

    private MortiseServer server(TransportKind kind) throws StartFailure {
        if (kind == TransportKind.IO_URING) {
            assumeTrue(IoUring.isAvailable(), "io_uring is forbidden here");
        }
        return server(new Listening(List.of("127.0.0.1"), 0, null, null, 16, kind, 2));
    }

    private MortiseServer server(Listening listening) throws StartFailure {
        settings.backgroundWork = true;
        return settings.start(listening, new Server.Module("probe", "1", "the test", true), new Probe());
    }

    @Test
    void anAsynchronousReplyKeepsItsPlaceWhileOthersGoOn() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO);
                Socket patient = connect(server);
                Socket other = connect(server)) {
            send(patient, "PING\r\nLATER\r\nPING\r\n");
            assertEquals("+PONG\r\n", receive(patient, 7));
            began.await();
            send(other, "PING\r\n");
            assertEquals("+PONG\r\n", receive(other, 7));

            gate.countDown();
            assertEquals("+OK\r\n+PONG\r\n", receive(patient, 12));
        }
    }

    /** As a sum comes out that has gone beyond the largest number. */
    @Test
    void whoWaitsForAnInstantThatIsOverWaitsNoLonger() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO);
                Socket client = connect(server)) {
            for (long instant : new long[] {0, -1, Long.MIN_VALUE}) {
                send(client, "PAST " + instant + "\r\n");
                assertEquals("+OK\r\n", receive(client, 5));
            }
        }
    }

    @Test
    void anAsynchronousBodyIsInterruptedWhenItsClientLeaves() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO)) {
            try (Socket leaving = connect(server)) {
                send(leaving, "LATER\r\n");
                began.await();
            }
            interrupted.await();
            gone.await();
        }
    }

    @Test
    void aServerThatStopsSendsWhatIsStillBeingWorkedOut() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO);
                Socket patient = connect(server)) {
            send(patient, "LATER\r\n");
            began.await();
            Thread stopping = Thread.ofPlatform().start(server::close);
            gate.countDown();

            assertEquals("+OK\r\n", receiveAll(patient));
            stopping.join();
            gone.await();
        }
    }

    private static Socket connect(MortiseServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static String receiveLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static String receiveAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void answersAPipelineOnEveryTransport(TransportKind kind) throws Exception {
        try (MortiseServer server = server(kind);
                Socket client = connect(server)) {
            send(client, "PING\r\n".repeat(10_000));

            assertEquals("+PONG\r\n".repeat(10_000), receive(client, 70_000));
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void clientsDoNotGetInEachOthersWay(TransportKind kind) throws Exception {
        try (MortiseServer server = server(kind)) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(connect(server));
            }
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    send(clients.get(i), "BIG " + (i + 1) + "\r\n");
                }
                for (int i = 0; i < clients.size(); i++) {
                    String header = "$" + (i + 1) + "\r\n";
                    assertEquals(
                            header,
                            receive(clients.get(i), header.length() + i + 3).substring(0, header.length()));
                }
            }
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** They come while the only event loop is held up, so that it finds all of them when it looks again. */
    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"EPOLL", "NIO"})
    void acceptsAllOfACrowdBeforeItServesTheFirst(TransportKind kind) throws Exception {
        try (MortiseServer server = server(new Listening(List.of("127.0.0.1"), 0, null, null, CROWD, kind, 1));
                Socket holding = connect(server)) {
            send(holding, "HOLD\r\n");
            began.await();

            assertEquals(Collections.nCopies(CROWD, ":" + (CROWD + 1)), countsOfACrowd(server));
        }
    }

    /** {@return what each of a crowd is told that comes, and asks, before the event loop goes on} */
    private List<String> countsOfACrowd(MortiseServer server) throws IOException {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(connect(server));
            }
            for (Socket client : crowd) {
                send(client, "COUNT\r\n");
            }
            gate.countDown();
            List<String> counts = new ArrayList<>();
            for (Socket client : crowd) {
                counts.add(receiveLine(client));
            }
            return counts;
        } finally {
            // The server cannot be closed while the loop is held up.
            gate.countDown();
            for (Socket client : crowd) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aReplyLargerThanAnySocketTakesArrivesWhole(TransportKind kind) throws Exception {
        try (MortiseServer server = server(kind);
                Socket client = connect(server)) {
            send(client, "BIG " + LARGE + "\r\nPING\r\n");
            String header = "$" + LARGE + "\r\n";

            assertEquals(header, receive(client, header.length()));
            assertEquals(LARGE, client.getInputStream().readNBytes(LARGE).length);
            assertEquals("\r\n+PONG\r\n", receive(client, 9));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"EPOLL", "NIO"})
    void listensOnAUnixSocketWithItsPermissions(TransportKind kind, @TempDir Path directory) throws Exception {
        Path path = directory.resolve("mortise.sock");
        Listening listening = new Listening(List.of(), Listening.NO_PORT, path, "700", 16, kind, 1);
        try (MortiseServer server = server(listening);
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(path));
            client.write(ByteBuffer.wrap("PING\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer reply = ByteBuffer.allocate(7);
            while (reply.hasRemaining()) {
                client.read(reply);
            }

            assertEquals("+PONG\r\n", new String(reply.array(), StandardCharsets.US_ASCII));
            assertEquals(Listening.NO_PORT, server.port());
            assertEquals(3, Files.getPosixFilePermissions(path).size());
        }
        assertFalse(Files.exists(path), "the socket goes with the server");
    }

    private Listening unixSocket(Path path) {
        return new Listening(List.of(), Listening.NO_PORT, path, null, 16, TransportKind.of("auto"), 1);
    }

    private String refusal(Listening listening) {
        return String.valueOf(
                assertThrows(StartFailure.class, () -> server(listening)).getMessage());
    }

    @Test
    void aUnixSocketThatAKilledServerLeftIsReplaced(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("mortise.sock");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path), "closing leaves the file");

        try (MortiseServer _ = server(unixSocket(path));
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertTrue(client.connect(UnixDomainSocketAddress.of(path)));
        }
    }

    @Test
    void aSecondServerLeavesTheUnixSocketOfTheFirstAlone(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("mortise.sock");
        try (MortiseServer _ = server(unixSocket(path))) {
            String reason = refusal(unixSocket(path));
            assertTrue(reason.contains("already listens on " + path), reason);
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                assertTrue(client.connect(UnixDomainSocketAddress.of(path)));
            }
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void aServerThatFindsItsPortTakenLeavesTheFileAlone(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("mortise.sock");
        Files.writeString(path, "precious");
        try (MortiseServer first = server(TransportKind.NIO)) {
            Listening same = new Listening(List.of("127.0.0.1"), first.port(), path, null, 16, TransportKind.NIO, 1);

            assertThrows(StartFailure.class, () -> server(same));
        }
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void whatIsNoSocketIsNotReplacedByOne(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("dump.rdb"), "precious");
        Path emptyDirectory = Files.createDirectory(directory.resolve("empty"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        for (Path path : List.of(file, emptyDirectory, link)) {
            String reason = refusal(unixSocket(path));
            assertTrue(reason.contains("is no socket"), reason);
            assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS), path::toString);
        }
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aBrowserIsDisconnectedBeforeTheBodyOfItsRequestIsRead() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO);
                Socket browser = connect(server)) {
            send(browser, "POST / HTTP/1.1\r\n");

            assertEquals(-1, browser.getInputStream().read());
        }
    }

    @Test
    void aClientThatDoesNotReadIsSlowedAndTheOthersAreServed() throws Exception {
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket greedy = connect(server);
                Socket other = connect(server)) {
            int replies = 64;
            send(greedy, ("BIG " + LARGE + "\r\n").repeat(replies));
            send(other, "PING\r\n");
            assertEquals("+PONG\r\n", receive(other, 7));

            // Far from all of its half gigabyte waits in the server: one reply, and what had begun to be sent.
            long waiting = server.core()
                    .clients()
                    .all()
                    .getFirst()
                    .connection()
                    .memory()
                    .outputBytes();
            assertTrue(waiting <= 2L * LARGE, waiting + " bytes wait");

            int header = ("$" + LARGE + "\r\n").length();
            for (int i = 0; i < replies; i++) {
                assertEquals(header + LARGE + 2, greedy.getInputStream().readNBytes(header + LARGE + 2).length);
            }
        }
    }

    @Test
    void aClientOverItsOutputLimitIsCut() throws Exception {
        settings.outputLimit = new OutputLimit(1 << 20, 0, 0);
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket client = connect(server)) {
            send(client, "BIG " + 4 * LARGE + "\r\n");

            String received;
            try {
                received = receiveAll(client);
            } catch (IOException reset) {
                received = "";
            }
            assertTrue(received.length() < 4 * LARGE, "cut before the end");
        }
    }

    @Test
    void oneClientTooManyIsTold() throws Exception {
        settings.maxClients = 1;
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket first = connect(server)) {
            send(first, "PING\r\n");
            assertEquals("+PONG\r\n", receive(first, 7));
            try (Socket second = connect(server)) {
                assertEquals("-ERR max number of clients reached\r\n", receiveAll(second));
            }
            send(first, "PING\r\n");
            assertEquals("+PONG\r\n", receive(first, 7));
            assertEquals(1, server.core().clients().rejected());
        }
    }

    @Test
    void aProtocolErrorIsToldAfterTheRepliesBeforeIt() throws Exception {
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket client = connect(server)) {
            send(client, "PING\r\n*1\r\n!oops\r\nPING\r\n");

            assertEquals("+PONG\r\n-ERR Protocol error: expected '$', got '!'\r\n", receiveAll(client));
        }
    }

    @Test
    void whatFollowsAGoodbyeIsNotExecuted() throws Exception {
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket client = connect(server)) {
            send(client, "PING\r\nBYE\r\nPING\r\n");

            assertEquals("+PONG\r\n+OK\r\n", receiveAll(client));
        }
    }

    @Test
    void closingSendsTheRepliesToAllThatWasExecuted() throws Exception {
        MortiseServer server = server(TransportKind.of("auto"));
        try (Socket client = connect(server)) {
            send(client, "BIG " + LARGE + "\r\n");
            String header = "$" + LARGE + "\r\n";
            assertEquals(header, receive(client, header.length()));

            Thread closing = Thread.ofPlatform().start(server::close);
            assertEquals(LARGE, client.getInputStream().readNBytes(LARGE).length);
            assertEquals("\r\n", receiveAll(client));
            closing.join();
        }
        assertEquals(List.of("started", "stopped"), lives);
    }

    @Test
    void nothingIsKeptOfALargeRequestThatIsOver() throws Exception {
        try (MortiseServer server = server(TransportKind.NIO);
                Socket client = connect(server)) {
            send(client, "*3\r\n$4\r\nKEEP\r\n$1\r\na\r\n$" + LARGE + "\r\n" + "x".repeat(LARGE) + "\r\n");

            assertEquals("+OK\r\n", receive(client, 5));
            assertNotSame(Slice.EMPTY, kept.get());
            assertEquals(0, kept.get().length());
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void closingGivesBackWhatWasReadInto(TransportKind kind) throws Exception {
        long before = unpooledBytes();
        try (MortiseServer server = server(kind);
                Socket client = connect(server)) {
            send(client, "PING\r\n");
            assertEquals("+PONG\r\n", receive(client, 7));
            assertTrue(unpooledBytes() > before, "a loop reads into memory of its own");
        }

        assertEquals(before, unpooledBytes());
    }

    private static long unpooledBytes() {
        return UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Test
    void aClientCanAskForTheEnd() throws Exception {
        try (MortiseServer server = server(TransportKind.of("auto"));
                Socket client = connect(server)) {
            send(client, "DOWN\r\n");

            server.awaitStop();
            assertEquals("+OK\r\n", receive(client, 5));
        }
    }

    @Test
    void aTakenPortIsOneSentenceThatSaysWhatToDo() throws Exception {
        try (MortiseServer server = server(TransportKind.of("auto"))) {
            Listening same =
                    new Listening(List.of("127.0.0.1"), server.port(), null, null, 16, TransportKind.of("auto"), 1);

            assertEquals(
                    "cannot listen on 127.0.0.1 port " + server.port()
                            + ": another program already listens there; stop it, or choose another port with --port",
                    assertThrows(StartFailure.class, () -> server(same)).getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "127.0.0.1, -127.0.0.1, 127.0.0.1",
        "127.0.0.1, localhost, 127.0.0.1",
        "127.0.0.1, *, 127.0.0.1",
        "*, 127.0.0.1, all addresses",
        "0.0.0.0, *, all addresses",
    })
    void anAddressThatIsThereTwiceIsNoOtherProgram(String first, String second, String where) {
        Listening twice = new Listening(List.of(first, second), 0, null, null, 16, TransportKind.of("auto"), 1);

        StartFailure failure = assertThrows(StartFailure.class, () -> server(twice));
        assertEquals(
                "cannot listen on " + second.replace("-", "") + " port N: this server itself already listens on "
                        + where + "; name each address once in bind",
                String.valueOf(failure.getMessage()).replaceFirst("port \\d+", "port N"));
    }
}
