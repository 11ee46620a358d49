package dev.mortise.keys;

import dev.mortise.api.ServerError;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another server: requests, and the line that is the reply to each.
 *
 * <p><b>Silence.</b> Connecting, and each portion that is written or read, may take as long as the timeout, so that a
 * large value takes its time and a target that hangs does not. A socket has no timeout for writing, which is why this
 * one is waited for with a selector of its own. The thread that waits is a virtual one, and an interrupt ends its wait.
 *
 * <p><b>Errors</b> are those of {@code MIGRATE} in Redis, which tell connecting, writing and reading apart, and call a
 * connection that is refused a failure to write. Whatever has failed once fails again.
 *
 * <p>For one thread.
 */
final class TargetConnection implements AutoCloseable {

    private static final ServerError NOT_CONNECTED =
            ServerError.of("IOERR", "error or timeout connecting to the client");
    private static final ServerError NOT_WRITTEN =
            ServerError.of("IOERR", "error or timeout writing to target instance");
    private static final ServerError NOT_READ = ServerError.of("IOERR", "error or timeout reading to target instance");

    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int MOST_PORTS = 65_535;
    private static final int PORTION_BYTES = 64 * 1024;

    /** No server has so much to say in one line. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey waiting;
    private final long timeoutMillis;
    private final ByteBuffer out = ByteBuffer.allocate(PORTION_BYTES);
    private final ByteBuffer in = ByteBuffer.allocate(PORTION_BYTES).flip();

    private TargetConnection(SocketChannel channel, Selector selector, long timeoutMillis) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.timeoutMillis = timeoutMillis;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        waiting = channel.register(selector, 0);
    }

    /**
     * {@return a connection}
     *
     * @param host a name or an address
     * @param port a number, or any text, to which nobody listens
     * @param timeoutMillis for how long the target may be silent
     * @throws ServerError {@code IOERR} if there is none
     */
    static TargetConnection open(String host, String port, long timeoutMillis) {
        InetAddress[] addresses = addresses(host);
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number == 0 || number > MOST_PORTS) {
            throw NOT_WRITTEN;
        }
        ServerError failure = NOT_CONNECTED;
        for (InetAddress address : addresses) {
            try {
                return open(new InetSocketAddress(address, number), timeoutMillis);
            } catch (ServerError e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static InetAddress[] addresses(String host) {
        if (host.isEmpty()) {
            // To Java this is the machine itself.
            throw NOT_CONNECTED;
        }
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw NOT_CONNECTED;
        }
    }

    private static TargetConnection open(InetSocketAddress address, long timeoutMillis) {
        SocketChannel channel = null;
        Selector selector = null;
        try {
            channel = SocketChannel.open();
            selector = Selector.open();
            TargetConnection connection = new TargetConnection(channel, selector, timeoutMillis);
            connection.connect(address);
            return connection;
        } catch (IOException e) {
            close(channel);
            close(selector);
            throw NOT_CONNECTED;
        } catch (ServerError e) {
            close(channel);
            close(selector);
            throw e;
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        if (channel.connect(address)) {
            return;
        }
        await(SelectionKey.OP_CONNECT);
        try {
            channel.finishConnect();
        } catch (IOException e) {
            throw NOT_WRITTEN;
        }
    }

    /**
     * Sends a request, at the latest when its reply is asked for.
     *
     * @param words the name of a command and its arguments
     * @throws ServerError {@code IOERR} if that is not possible
     */
    void request(byte[]... words) {
        try {
            line('*', words.length);
            for (byte[] word : words) {
                line('$', word.length);
                put(word);
                put(LINE_END);
            }
        } catch (IOException e) {
            throw NOT_WRITTEN;
        }
    }

    private void line(char kind, int number) throws IOException {
        put((kind + Integer.toString(number) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void put(byte[] bytes) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(out.remaining(), bytes.length - from);
            out.put(bytes, from, count);
            from += count;
            if (!out.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
        out.clear();
    }

    /**
     * {@return the reply to the next request, without the end of the line}
     *
     * @throws ServerError {@code IOERR} if there is none
     */
    byte[] reply() {
        try {
            flush();
        } catch (IOException e) {
            throw NOT_WRITTEN;
        }
        try {
            return readLine();
        } catch (IOException e) {
            throw NOT_READ;
        }
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (in.hasRemaining()) {
                byte next = in.get();
                if (next == '\n') {
                    return line.toByteArray();
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("no line that ends");
            }
            fill();
        }
    }

    private void fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(in);
        }
        in.flip();
        if (count < 0) {
            throw new EOFException();
        }
    }

    private void await(int operation) throws IOException {
        waiting.interestOps(operation);
        if (selector.select(timeoutMillis) == 0) {
            throw new SocketTimeoutException();
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() {
        close(channel);
        close(selector);
    }

    private static void close(@Nullable Closeable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }
}
