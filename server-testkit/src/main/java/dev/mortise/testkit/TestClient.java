package dev.mortise.testkit;

import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.resp.DecoderStop;
import dev.mortise.runtime.resp.ProtocolError;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.server.ServerCore;
import dev.mortise.runtime.session.AsyncCall;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Connection;
import dev.mortise.runtime.session.ConnectionMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of a {@link TestServer}, with a session of its own: database, name, protocol.
 *
 * <pre>{@code
 * TestClient other = server.newClient();
 * other.send("SELECT 1");
 * }</pre>
 *
 * <p>A command that answers {@linkplain dev.mortise.api.Request#async asynchronously} is waited for by {@link #send}
 * and {@link #call(String...)}, for at most ten seconds of real time; {@link #begin} does not wait.
 *
 * <p>A client whose command {@linkplain dev.mortise.api.Request#blockOnKeys waits for keys} is served as soon as
 * whoever has changed one of them has its reply:
 *
 * <pre>{@code
 * other.begin("BLPOP queue 0");
 * server.send("RPUSH queue job");
 * assertEquals(List.of(array(bulk("queue"), bulk("job"))), other.received());
 * }</pre>
 */
public final class TestClient {

    private final TestServer server;
    private final ServerCore core;
    private final Dispatcher dispatcher;
    private final ClientSession session;
    private final ClientInput input = new ClientInput(new byte[ClientInput.SHARED_BYTES]);
    private final RequestBatch batch = new RequestBatch();
    private final ReplyWriter reply = new ReplyWriter();
    private final InProcess connection = new InProcess();
    private final ByteArrayOutputStream unseen = new ByteArrayOutputStream();

    TestClient(TestServer server, ServerCore core) {
        this.server = server;
        this.core = core;
        dispatcher = core.newDispatcher();
        session = core.clients().open(connection);
    }

    /**
     * Sends a command as one types it into {@code redis-cli}.
     *
     * @param line words, which may be quoted as there
     * @return the reply
     */
    public ReplyValue send(String line) {
        return one((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a command.
     *
     * @param words its name and arguments
     * @return the reply
     */
    public ReplyValue call(String... words) {
        return call(Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /**
     * Sends a command of any bytes.
     *
     * @param words its name and arguments
     * @return the reply
     */
    public ReplyValue call(byte[]... words) {
        return one(encoded(words));
    }

    private static byte[] encoded(byte[]... words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (byte[] word : words) {
            request.writeBytes(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(word);
            request.writeBytes(new byte[] {'\r', '\n'});
        }
        return request.toByteArray();
    }

    /**
     * Sends a command of which the number of replies is not known: one, as nearly always; more, as {@code SUBSCRIBE}
     * has for several channels; or none, when the client waits for something, or the server has {@linkplain #closed
     * closed} the connection.
     *
     * @param words its name and arguments
     * @return the replies
     */
    public List<ReplyValue> replies(byte[]... words) {
        return all(encoded(words));
    }

    /**
     * Sends a command that may be answered later, or not at all.
     *
     * @param line words, which may be quoted as in {@code redis-cli}
     */
    public void begin(String line) {
        unseen.writeBytes(exchange((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@return what has come since, without being asked for now: replies to what was {@linkplain #begin begun} and
     * pushes, in this order}
     */
    public List<ReplyValue> received() {
        goOn();
        unseen.writeBytes(connection.pushed.toByteArray());
        connection.pushed.reset();
        byte[] bytes = unseen.toByteArray();
        unseen.reset();
        return ReplyParser.parseAll(bytes);
    }

    /** Executes what the client waits with, if it need not wait any longer. */
    void goOn() {
        if (!connection.closed && session.suspension().endIfOver(core.nowMillis())) {
            unseen.writeBytes(exchange(new byte[0]));
        }
    }

    /**
     * Chooses the protocol, as {@code HELLO} would.
     *
     * @param version 2 or 3
     * @return this
     */
    public TestClient protocol(int version) {
        session.protocol(version);
        return this;
    }

    /** {@return whether the server has closed this connection} */
    public boolean closed() {
        return connection.closed;
    }

    /** Ends the connection, as a client does that has left. */
    public void close() {
        connection.close();
    }

    private ReplyValue one(byte[] request) {
        List<ReplyValue> replies = all(request);
        if (replies.size() != 1) {
            throw new IllegalStateException("one request, but " + replies.size() + " replies: " + replies);
        }
        return replies.getFirst();
    }

    private List<ReplyValue> all(byte[] request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(exchange(request));
        // What is worked out elsewhere is part of the reply; it takes real time.
        AsyncCall call = session.suspension().asyncCall();
        while (call != null) {
            awaitEnd(call);
            if (session.suspension().endIfOver(core.nowMillis())) {
                bytes.writeBytes(exchange(new byte[0]));
            }
            call = session.suspension().asyncCall();
        }
        return ReplyParser.parseAll(bytes.toByteArray());
    }

    private static void awaitEnd(AsyncCall call) {
        try {
            if (!call.awaitEnd(TestServer.LONGEST_WAIT.toMillis())) {
                throw new IllegalStateException("an asynchronous body does not end; begin() does not wait for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends bytes as they are.
     *
     * @param request any number of requests
     * @return the bytes of the replies; none of them if a request has killed this very connection
     */
    public byte[] exchange(byte[] request) {
        if (connection.closed) {
            throw new IllegalStateException("the server has closed this connection");
        }
        int from = 0;
        do {
            int count = input.prepare(request.length - from);
            System.arraycopy(request, from, input.bytes(), input.limit(), count);
            input.received(count);
            from += count;
            work();
        } while (from < request.length && !connection.closed);
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        // Of a connection that was killed the client gets nothing more, not even what was written already.
        if (!session.killed()) {
            reply.transferTo(replies::write);
        }
        reply.reset();
        server.serveWoken();
        return replies.toByteArray();
    }

    private void work() {
        DecoderStop stop = DecoderStop.BATCH_FULL;
        while (stop == DecoderStop.BATCH_FULL
                && !connection.closed
                && session.suspension().waiting() == null) {
            stop = input.decode(batch, DecoderLimits.defaults(), session.authenticated());
            int next = execute();
            if (next < batch.count()) {
                input.unread(batch, next);
            }
            if (session.closesAfterReply()) {
                connection.close();
            }
        }
        ProtocolError error = input.error();
        if (stop == DecoderStop.PROTOCOL_ERROR && error != null) {
            error.writeTo(reply);
            connection.close();
        }
        input.release();
    }

    /** {@return the first request that was not executed} */
    private int execute() {
        int next = 0;
        server.beginExecution();
        try {
            // A reply that was worked out elsewhere may be for a request that could not wait any longer.
            while (next < batch.count() && session.suspension().waiting() == null && !connection.closed) {
                next = dispatcher.execute(batch, next, session, reply, Long.MAX_VALUE);
                if (session.closesAfterReply() || session.killed()) {
                    break;
                }
            }
        } finally {
            server.endExecution();
        }
        return next;
    }

    private final class InProcess implements Connection {
        private final ByteArrayOutputStream pushed = new ByteArrayOutputStream();
        private boolean closed;

        @Override
        public String address() {
            return "127.0.0.1:1024";
        }

        @Override
        public String localAddress() {
            return "127.0.0.1:6379";
        }

        @Override
        public int fileDescriptor() {
            return -1;
        }

        @Override
        public ConnectionMemory memory() {
            return ConnectionMemory.NONE;
        }

        @Override
        public boolean servedByThisThread() {
            return true;
        }

        @Override
        public boolean push(byte[] message) {
            pushed.writeBytes(message);
            return !closed;
        }

        @Override
        public byte @Nullable [] takePushed() {
            if (pushed.size() == 0) {
                return null;
            }
            byte[] all = pushed.toByteArray();
            pushed.reset();
            return all;
        }

        @Override
        public void wake() {
            // Who waits for something that takes real time asks with received().
            if (session.suspension().waiter() != null) {
                server.woken(TestClient.this);
            }
        }

        @Override
        public void close() {
            closed = true;
            core.clients().closed(session);
        }
    }
}
