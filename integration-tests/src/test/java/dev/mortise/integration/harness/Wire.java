package dev.mortise.integration.harness;

import dev.mortise.testkit.ReplyParser;
import dev.mortise.testkit.ReplyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client without manners: sends any bytes, and returns the bytes that came back.
 *
 * <p>Replies are cut at their borders by {@link ReplyParser}, which also objects to bytes that are no RESP. A server
 * which says nothing for {@link #PATIENCE_MILLIS} fails the test. Used by one thread at a time, except that one may
 * send while another reads.
 */
public final class Wire implements AutoCloseable {

    /** How long a server may take over the slowest thing asked of it in these tests. */
    public static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final ReplyParser parser = new ReplyParser();

    /** What was received; from {@link #from} on it belongs to replies that no one has taken yet. */
    private byte[] received = new byte[64 * 1024];

    private int from;
    private int to;

    /** Of the reply taken last; it ends at {@link #from}. */
    private int length;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    /**
     * {@return a new connection}
     *
     * @param port of this machine
     */
    public static Wire to(int port) {
        return to(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * {@return a new connection}
     *
     * @param address of any machine
     * @param port of that machine
     */
    public static Wire to(InetAddress address, int port) {
        try {
            Socket socket = new Socket(address, port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("connecting to " + address + ":" + port, e);
        }
    }

    /**
     * {@return a new connection}
     *
     * @param server where to
     */
    public static Wire to(ServerProcess server) {
        return to(server.port());
    }

    /**
     * Sends bytes as they are.
     *
     * @param bytes anything
     */
    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the server closed the connection before all was sent", e);
        }
    }

    /**
     * Sends characters as they are, one byte each.
     *
     * @param text with the line ends it needs
     */
    public void send(String text) {
        send(Words.ascii(text));
    }

    /**
     * {@return the reply to a command}
     *
     * @param line a command as one types it
     */
    public RawReply ask(String line) {
        send(Words.request(line));
        return reply();
    }

    /**
     * {@return the next reply, waiting for it}
     *
     * @throws AssertionError if the connection ends or nothing comes
     */
    public RawReply reply() {
        ReplyValue value = next();
        return new RawReply(Arrays.copyOfRange(received, from - length, from), value);
    }

    /** {@return everything that still comes until the server closes the connection; a reset counts as a close} */
    public byte[] untilClosed() {
        while (read()) {
            // Everything is kept.
        }
        return Arrays.copyOfRange(received, from, to);
    }

    /**
     * Reads and forgets whole replies.
     *
     * @param count how many
     */
    public void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /**
     * Reads and forgets bytes, whatever they are. (A reply of many megabytes is read again from its start by {@link
     * #reply} whenever more of it has come.)
     *
     * @param count how many
     */
    public void skipBytes(int count) {
        int left = count - (to - from);
        from = to;
        while (left > 0) {
            if (!read()) {
                throw new AssertionError("the server closed the connection, " + left + " bytes too early");
            }
            left -= to - from;
            from = to;
        }
    }

    /** Tells the server that nothing more will be sent; replies can still be read. */
    public void finishSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Switches to RESP3, and fails if the server would not. */
    public void useResp3() {
        RawReply greeting = ask("HELLO 3");
        if (!(greeting.value() instanceof ReplyValue.Map)) {
            throw new AssertionError("HELLO 3 was answered by " + greeting);
        }
    }

    /**
     * {@return the replies to several commands sent at once}
     *
     * @param requests encoded
     */
    public List<RawReply> pipeline(List<byte[]> requests) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(all::writeBytes);
        send(all.toByteArray());
        return requests.stream().map(request -> reply()).toList();
    }

    /** {@return the port of this end} */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** Ends the connection at once, as when a client's program has died: what is on the way to it is lost. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReplyValue next() {
        while (true) {
            int pending = parser.pending();
            ReplyValue value = poll();
            if (value != null) {
                length = pending - parser.pending();
                from += length;
                return value;
            }
            if (!read()) {
                throw new AssertionError("the server closed the connection instead of replying; it had sent " + rest());
            }
            // Reading may have moved what is held to the front.
            int count = to - from - pending;
            parser.append(received, to - count, count);
        }
    }

    private @Nullable ReplyValue poll() {
        try {
            return parser.poll();
        } catch (IllegalArgumentException e) {
            throw new AssertionError("no RESP: " + e.getMessage() + "; received " + rest(), e);
        }
    }

    /** Adds to what is held; false at the end. */
    private boolean read() {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == received.length) {
            byte[] room = from == 0 ? new byte[2 * to] : received;
            System.arraycopy(received, from, room, 0, to - from);
            received = room;
            to -= from;
            from = 0;
        }
        try {
            int count = socket.getInputStream().read(received, to, received.length - to);
            to += Math.max(0, count);
            return count >= 0;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server was silent for " + PATIENCE_MILLIS + " ms; it had sent " + rest(), e);
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rest() {
        return Words.show(Arrays.copyOfRange(received, from, to), 400);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
