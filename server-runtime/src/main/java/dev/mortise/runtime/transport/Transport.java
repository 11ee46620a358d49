package dev.mortise.runtime.transport;

import dev.mortise.api.Session;
import dev.mortise.runtime.dispatch.Dispatcher;
import dev.mortise.runtime.session.ClientEviction;
import dev.mortise.runtime.session.Sessions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The server's sockets: event loops, listeners, and what happens to a new connection.
 *
 * <p>A connection stays with one event loop for life. The loops are few (half the cores): the kernel's work for the
 * sockets and the clients on the same machine need the rest.
 */
public final class Transport implements AutoCloseable {

    private static final long CHECK_MILLIS = 1000;
    private static final long DRAIN_MILLIS = 5000;
    private static final int KEEP_ALIVE_PROBES = 3;

    /**
     * How many new clients an event loop takes before it turns to those it has. Netty would take one: of a crowd that
     * comes together, the last would wait until those before it had been served as often as they are many.
     */
    private static final int MOST_ACCEPTED = 64;

    private final TransportKind kind;
    private final TransportSettings settings;
    private final Sessions sessions;
    private final LongSupplier nowMillis;
    private final ClientEviction eviction;
    private final MultiThreadIoEventLoopGroup group;
    private final Map<EventExecutor, LoopContext> loops = new HashMap<>();
    private final List<Channel> listeners = new ArrayList<>();

    public Transport(
            TransportKind kind,
            int eventLoops,
            TransportSettings settings,
            Sessions sessions,
            Supplier<Dispatcher> dispatchers,
            LongSupplier nowMillis) {
        this.kind = kind;
        this.settings = settings;
        this.sessions = sessions;
        this.eviction = new ClientEviction(sessions, settings::maxClientsBytes);
        this.nowMillis = nowMillis;
        this.group = new MultiThreadIoEventLoopGroup(
                eventLoops,
                // What keeps the process alive is who waits for the server to stop; another program may not want to.
                Thread.ofPlatform().daemon().name("mortise-loop-", 0).factory(),
                kind.ioHandlers());
        group.forEach(loop -> {
            LoopContext context = new LoopContext(dispatchers.get());
            loops.put(loop, context);
            var _ = loop.scheduleWithFixedDelay(
                    () -> check(context), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    TransportSettings settings() {
        return settings;
    }

    Sessions sessions() {
        return sessions;
    }

    ClientEviction eviction() {
        return eviction;
    }

    long nowMillis() {
        return nowMillis.getAsLong();
    }

    /**
     * Listens on a TCP port.
     *
     * @return the address, with the port that was chosen if 0 was given
     * @throws IOException if that is not possible
     */
    public InetSocketAddress listen(InetSocketAddress address, int backlog) throws IOException {
        return (InetSocketAddress)
                bind(kind.tcpListener(), address, backlog, true).localAddress();
    }

    /**
     * Listens on a Unix socket.
     *
     * @throws IOException if that is not possible
     */
    public void listen(Path socket, int backlog) throws IOException {
        SocketAddress address = kind == TransportKind.NIO
                ? UnixDomainSocketAddress.of(socket)
                : new DomainSocketAddress(socket.toString());
        bind(kind.unixListener(), address, backlog, false);
    }

    private Channel bind(Class<? extends ServerChannel> listener, SocketAddress address, int backlog, boolean tcp)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(listener)
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.RECVBUF_ALLOCATOR, acceptingSeveral())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tcp);
                    }
                });
        if (tcp) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw cause instanceof IOException e ? e : new IOException(cause);
        }
        listeners.add(bound.channel());
        return bound.channel();
    }

    private static RecvByteBufAllocator acceptingSeveral() {
        // Netty asks whether there may be more by comparing bytes, which a listener has none of.
        return new ServerChannelRecvByteBufAllocator()
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(MOST_ACCEPTED);
    }

    private void accept(Channel channel, boolean tcp) {
        if (sessions.count() >= settings.maxClients()) {
            sessions.reject();
            refuse(channel, "-ERR max number of clients reached\r\n");
            return;
        }
        LoopContext loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a connection belongs to no event loop of this server");
        }
        if (kind.readsWhenReady()) {
            channel.config().setRecvByteBufAllocator(loop.readBuffer());
        }
        // Of the pools that Netty has, the one that gives memory back: the replies that wait for slow readers may be
        // large, and the adaptive one, Netty's choice, would keep as much as they ever took together.
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        int slowAbove = (int) Math.min(
                Integer.MAX_VALUE / 2, settings.outputLimit(Session.Kind.NORMAL).slowAboveBytes());
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(slowAbove / 2, slowAbove));
        if (tcp) {
            keepAlive(channel);
        }
        ClientHandler client = new ClientHandler(this, loop, channel);
        channel.pipeline().addLast(client);
        if (settings.protectedMode()
                && client.session().authenticated()
                && !SocketAddresses.local(channel.remoteAddress())) {
            client.ignore();
            refuse(channel, ProtectedMode.REFUSAL);
        }
    }

    private void keepAlive(Channel channel) {
        int seconds = settings.tcpKeepAliveSeconds();
        if (seconds <= 0) {
            return;
        }
        channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        if (kind == TransportKind.EPOLL) {
            channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
            channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, Math.max(1, seconds / KEEP_ALIVE_PROBES));
            channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, KEEP_ALIVE_PROBES);
        }
    }

    private static void refuse(Channel channel, String error) {
        channel.eventLoop()
                .execute(() -> channel.writeAndFlush(Unpooled.copiedBuffer(error, StandardCharsets.US_ASCII))
                        .addListener(ChannelFutureListener.CLOSE));
    }

    private void check(LoopContext loop) {
        long now = nowMillis.getAsLong();
        List.copyOf(loop.clients()).forEach(client -> client.check(now));
        eviction.check();
    }

    /** Takes no more connections, lets each client have the replies to what was executed, and ends. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        loops.forEach((executor, loop) ->
                executor.execute(() -> List.copyOf(loop.clients()).forEach(ClientHandler::drain)));
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (sessions.count() > 0 && System.nanoTime() < deadlineNanos) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        loops.values().forEach(LoopContext::close);
    }
}
