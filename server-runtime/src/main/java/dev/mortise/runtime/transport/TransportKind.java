package dev.mortise.runtime.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * How the server waits for its sockets.
 *
 * <p>Epoll is the fastest that works everywhere on Linux; NIO is Java's own and works on every platform; io_uring saves
 * system calls but many containers forbid it, so it is used only when asked for.
 */
public enum TransportKind {
    /** Linux's epoll, by Netty's native library. */
    EPOLL,
    /** Java's selectors. */
    NIO,
    /** Linux's io_uring, by Netty's native library. */
    IO_URING;

    /**
     * {@return the transport of a name}
     *
     * @param name {@code auto}, {@code epoll}, {@code nio} or {@code io_uring}
     * @throws IllegalArgumentException if it does not work here, with the reason
     */
    public static TransportKind of(String name) {
        return switch (name) {
            case "auto" -> best();
            case "epoll" -> available(EPOLL, Epoll.unavailabilityCause());
            case "io_uring" -> available(IO_URING, IoUring.unavailabilityCause());
            case "nio" -> NIO;
            default ->
                throw new IllegalArgumentException("transport '" + name + "' is not one of auto, epoll, nio, io_uring");
        };
    }

    private static TransportKind best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /**
     * {@return a sentence that says that {@code auto} is not the fastest transport of this system, and why; null if it
     * is}
     *
     * <p>It is for who runs a server, or asks: not for who has one within a program and may not care.
     */
    public static @Nullable String shortcoming() {
        boolean slower =
                !Epoll.isAvailable() && System.getProperty("os.name", "").equals("Linux");
        return slower ? "Serving with nio, which is slower: " + doesNotWork(EPOLL, Epoll.unavailabilityCause()) : null;
    }

    private static TransportKind available(TransportKind kind, Throwable obstacle) {
        if (obstacle != null) {
            throw new IllegalArgumentException(
                    "transport: " + doesNotWork(kind, obstacle) + "; use auto or nio", obstacle);
        }
        return kind;
    }

    private static String doesNotWork(TransportKind kind, Throwable obstacle) {
        return kind.wireName() + " does not work here (" + obstacle.getMessage() + ")";
    }

    /** {@return the name as {@code INFO} shows it} */
    public String wireName() {
        return switch (this) {
            case EPOLL -> "epoll";
            case NIO -> "nio";
            case IO_URING -> "io_uring";
        };
    }

    /**
     * {@return whether a read happens at once, when there is something to read}
     *
     * <p>With io_uring it is the kernel that reads, at any time and for all connections at once: each needs a buffer of
     * its own until then.
     */
    boolean readsWhenReady() {
        return this != IO_URING;
    }

    IoHandlerFactory ioHandlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> tcpListener() {
        return switch (this) {
            case EPOLL -> EpollServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
        };
    }

    /** {@return the class of a listener on a Unix socket, or null if this transport has none} */
    Class<? extends ServerChannel> unixListener() {
        return switch (this) {
            case EPOLL -> EpollServerDomainSocketChannel.class;
            case NIO -> NioServerDomainSocketChannel.class;
            case IO_URING ->
                throw new IllegalArgumentException("unixsocket: io_uring has no Unix sockets; use transport epoll");
        };
    }
}
