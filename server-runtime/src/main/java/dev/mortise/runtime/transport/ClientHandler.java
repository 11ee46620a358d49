package dev.mortise.runtime.transport;

import dev.mortise.api.Session;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.DecoderStop;
import dev.mortise.runtime.resp.ProtocolError;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.session.Connection;
import dev.mortise.runtime.session.ConnectionMemory;
import dev.mortise.runtime.session.Waiting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: reads, has the requests executed, sends the replies.
 *
 * <p><b>Life of a read.</b> Bytes arrive in the loop's buffer and go into the {@link ClientInput}, which finds the
 * whole requests in them; the {@link dev.mortise.runtime.dispatch.Dispatcher} executes these and leaves the replies
 * in the loop's {@link ReplyWriter}; when all that was there has been read, {@link SocketOutput} takes the replies and
 * sends them with one write, after the loop has served its other sockets.
 *
 * <p><b>A client that does not read</b> is slowed: when more of its replies wait than it may have, nothing more of it
 * is read or executed until it has caught up. It is cut when it exceeds a {@link OutputLimit}. Either way what it can
 * make the server keep is bounded.
 *
 * <p>Everything runs on the connection's event loop, except for the accessors of {@link Connection}.
 */
final class ClientHandler extends ChannelInboundHandlerAdapter implements Connection {

    private static final System.Logger LOG = System.getLogger(ClientHandler.class.getName());

    private static final String CUT = "client {0} is closed: {1}";

    /** After so much that was pushed to one client, others get their turn. */
    private static final long MOST_PUSHED_AT_ONCE_BYTES = 1L << 20;

    /** Replies are sent in portions of this size while a long pipeline is still executed. */
    private static final int PORTION_BYTES = 256 * 1024;

    /** How long a client may take to end its half of a connection that is over. */
    private static final int LINGER_MILLIS = 500;

    /** How much of what a waiting client sends is read. */
    private static final int MOST_KEPT_WAITING_BYTES = 64 * 1024;

    /** A longer wait is looked at in between. */
    private static final long LONGEST_SLEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Transport transport;
    private final LoopContext loop;
    private final Channel channel;
    /** Kept because a channel that is closed may have forgotten them. */
    private final @Nullable SocketAddress address;

    private final @Nullable SocketAddress localAddress;
    private final ClientInput input;
    private final ClientSession session;
    private volatile @Nullable PushQueue pushes;
    private @Nullable ScheduledFuture<?> wakeUp;
    private long toldBytes;
    private boolean slowed;
    private boolean ending;
    private boolean draining;
    private long overSoftLimitSinceMillis;

    ClientHandler(Transport transport, LoopContext loop, Channel channel) {
        this.transport = transport;
        this.loop = loop;
        this.channel = channel;
        this.address = channel.remoteAddress();
        this.localAddress = channel.localAddress();
        this.input = new ClientInput(loop.inputBytes());
        this.session = transport.sessions().open(this);
        tellHeld(ConnectionMemory.BASE_BYTES);
        loop.clients().add(this);
    }

    ClientSession session() {
        return session;
    }

    Channel channel() {
        return channel;
    }

    /** Executes nothing of what the client sends: it is about to be refused. */
    void ignore() {
        ending = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf received = (ByteBuf) message;
        try {
            loop.dispatcher().counters().received(received.readableBytes());
            while (received.isReadable() && !ending) {
                int count = input.prepare(received.readableBytes());
                received.readBytes(input.bytes(), input.limit(), count);
                input.received(count);
                work();
            }
        } finally {
            received.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        send();
        if (channel.unsafe().recvBufAllocHandle().lastBytesRead() < 0) {
            // The client has sent all it wanted; the channel will be closed before the loop's iteration is over.
            takeWhatItWasServed();
            loop.output().flush();
        }
    }

    /**
     * Waits for no key any more, and sends what another event loop has served the client with a moment ago. It may have
     * closed its half of the connection only; and what was taken out of a list for it would be lost.
     */
    private void takeWhatItWasServed() {
        while (!ending && !session.killed() && session.suspension().leaveLines()) {
            tryAgain();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (slowed && channel.isWritable() && !ending) {
            slowed = false;
            goOn();
        }
    }

    /** Executes what came meanwhile, and reads again. */
    private void goOn() {
        channel.config().setAutoRead(!slowed);
        input.prepare(0);
        work();
        send();
    }

    @Override
    public void wake() {
        channel.eventLoop().execute(this::tryAgain);
    }

    /** Ends the wait of the client, if it is over. */
    private void tryAgain() {
        if (ending || session.killed() || session.suspension().waiting() == null) {
            return;
        }
        if (session.suspension().endIfOver(transport.nowMillis())) {
            goOn();
        } else {
            wakeLater();
        }
    }

    private void wakeLater() {
        Waiting waiting = session.suspension().waiting();
        if (wakeUp != null) {
            wakeUp.cancel(false);
            wakeUp = null;
        }
        if (waiting != null && waiting.untilMillis() != Long.MAX_VALUE) {
            // An instant may be as long ago as a command has reckoned; the time since then may be no number.
            long millis =
                    Math.clamp(Math.max(waiting.untilMillis(), 0) - transport.nowMillis(), 1, LONGEST_SLEEP_MILLIS);
            wakeUp = channel.eventLoop().schedule(this::tryAgain, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** What a client sends while it waits is kept up to a point, so that its leaving is noticed. */
    private void waitWith(long pendingBytes) {
        if (pendingBytes > MOST_KEPT_WAITING_BYTES) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ending = true;
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        loop.clients().remove(this);
        tellHeld(0);
        transport.sessions().closed(session);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "connection " + address() + " closed", cause);
        }
        close();
    }

    /** Executes what is there, as far as the client may be served now. */
    private void work() {
        RequestBatch batch = loop.batch();
        DecoderStop stop = DecoderStop.BATCH_FULL;
        while (stop == DecoderStop.BATCH_FULL && mayExecute()) {
            stop = input.decode(batch, transport.settings().decoderLimits(), session.authenticated());
            int next = execute(batch);
            if (next < batch.count()) {
                input.unread(batch, next);
                break;
            }
            if (session.queuedBytes() > transport.settings().decoderLimits().maxPendingBytes()) {
                stop = DecoderStop.OVERFLOW;
            }
        }
        input.release();
        tellHeld();
        if (mayExecute()) {
            endIfBroken(stop);
        } else if (session.suspension().waiting() != null) {
            waitWith(input.pendingBytes());
        }
    }

    private boolean mayExecute() {
        return !slowed && !ending && session.suspension().waiting() == null;
    }

    /** {@return the first request that was not executed, because the client must wait or is done with} */
    private int execute(RequestBatch batch) {
        ReplyWriter reply = loop.reply();
        int next = 0;
        while (next < batch.count() && mayExecute()) {
            next = loop.dispatcher().execute(batch, next, session, reply, PORTION_BYTES);
            if (session.killed()) {
                ending = true;
            } else if (session.closesAfterReply()) {
                endAfterReplies();
            } else if (session.suspension().waiting() != null) {
                wakeLater();
            } else if (draining) {
                endAfterReplies();
            } else if (reply.size() > PORTION_BYTES) {
                send();
            }
        }
        return next;
    }

    private void endIfBroken(DecoderStop stop) {
        ProtocolError error = input.error();
        if (stop == DecoderStop.PROTOCOL_ERROR && error != null) {
            if (session.omittedReplies() == 0) {
                error.writeTo(loop.reply());
            }
            endAfterReplies();
        } else if (stop == DecoderStop.OVERFLOW) {
            cut("its unfinished request, or what it has queued, exceeds client-query-buffer-limit");
        }
    }

    /** Sends the replies written so far, at the end of the loop's iteration at the latest. */
    private void send() {
        ReplyWriter reply = loop.reply();
        if (reply.size() == 0) {
            return;
        }
        if (!channel.isActive()) {
            reply.reset();
            return;
        }
        loop.dispatcher().counters().sent(reply.size());
        loop.output().send(reply, this, channel.eventLoop());
    }

    private void tellHeld() {
        long bytes = ConnectionMemory.BASE_BYTES
                + input.ownArrayBytes()
                + input.wordBytes()
                + session.waitingBytes()
                + session.keptBytes()
                + waitingBytes();
        if (bytes != toldBytes) {
            tellHeld(bytes);
        }
    }

    private void tellHeld(long bytes) {
        long more = bytes - toldBytes;
        toldBytes = bytes;
        loop.dispatcher().memoryLimit().addClients(more);
        transport.eviction().changed(more);
    }

    /** Slows or cuts a client that does not take its replies. */
    void queued(long bytes) {
        tellHeld();
        OutputLimit limit = transport.settings().outputLimit(session.kind());
        if (limit.exceedsHard(bytes)) {
            cut("its replies exceed client-output-buffer-limit");
        } else if (bytes > limit.slowAboveBytes() && !ending) {
            slowed = true;
            channel.config().setAutoRead(false);
        }
    }

    private void endAfterReplies() {
        ending = true;
        send();
        loop.output().flush();
        // What still comes is thrown away.
        channel.config().setAutoRead(true);
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> linger());
    }

    /**
     * Ends our half of the connection, and waits a little for the client to end its own. A socket that is closed while
     * requests lie in it unread is reset by the kernel, and the client would lose replies that it has not read yet.
     */
    private void linger() {
        if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
            var _ = channel.eventLoop().schedule(this::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            close();
        }
    }

    /** Looks, once a second, for what only time can tell. */
    void check(long nowMillis) {
        tellHeld();
        long timeoutMillis = transport.settings().timeoutMillis();
        boolean mayBeSilent =
                session.kind() != Session.Kind.NORMAL || session.suspension().waiting() != null;
        if (timeoutMillis > 0 && !mayBeSilent && nowMillis - session.lastActiveMillis() > timeoutMillis) {
            cut("it was silent for longer than timeout");
            return;
        }
        OutputLimit limit = pushes == null
                ? transport.settings().outputLimit(session.kind())
                : transport.settings().pushLimit(session.kind());
        if (!limit.exceedsSoft(waitingBytes())) {
            overSoftLimitSinceMillis = 0;
        } else if (overSoftLimitSinceMillis == 0) {
            overSoftLimitSinceMillis = nowMillis;
        } else if (nowMillis - overSoftLimitSinceMillis >= limit.softMillis()) {
            cut("its replies exceed the soft client-output-buffer-limit for too long");
        }
    }

    private void cut(String reason) {
        LOG.log(System.Logger.Level.WARNING, CUT, address(), reason);
        ending = true;
        close();
    }

    /** Ends the connection when the client has got the replies to all that was executed. */
    void drain() {
        draining = true;
        endIfDrained();
    }

    /** A reply that is being worked out elsewhere is waited for, as long as the server waits for its clients. */
    private void endIfDrained() {
        if (draining && !ending && !session.suspension().awaitsReply()) {
            boolean _ = session.suspension().leaveLines();
            endAfterReplies();
        }
    }

    @Override
    public String address() {
        return SocketAddresses.text(address, localAddress);
    }

    @Override
    public String localAddress() {
        return SocketAddresses.text(localAddress, localAddress);
    }

    @Override
    public int fileDescriptor() {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }

    @Override
    public ConnectionMemory memory() {
        // Read while the event loop goes on: each figure is true, their sum nearly.
        long unread = input.unreadBytes();
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        PushQueue pushed = pushes;
        return new ConnectionMemory(
                unread,
                Math.max(0, input.ownArrayBytes() - unread),
                input.wordBytes() + session.waitingBytes(),
                (queue == null ? 0 : queue.size()) + (pushed == null ? 0 : pushed.count()),
                waitingBytes());
    }

    /** {@return how much waits for the client to read} */
    private long waitingBytes() {
        PushQueue pushed = pushes;
        return SocketOutput.queuedBytes(channel) + (pushed == null ? 0 : pushed.bytes());
    }

    @Override
    public boolean servedByThisThread() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public boolean push(byte[] message) {
        if (session.killed() || !channel.isActive()) {
            return false;
        }
        PushQueue queue = pushQueue();
        boolean callLoop = servedByThisThread() ? queue.addOnLoop(message) : queue.add(message);
        if (transport.settings().pushLimit(session.kind()).exceedsHard(waitingBytes())) {
            LOG.log(System.Logger.Level.WARNING, CUT, address(), "what is pushed to it exceeds its limit");
            session.kill();
            return false;
        }
        if (callLoop) {
            callForPushes();
        }
        return true;
    }

    @Override
    public byte @Nullable [] takePushed() {
        PushQueue queue = pushes;
        return queue == null ? null : queue.poll();
    }

    private PushQueue pushQueue() {
        PushQueue queue = pushes;
        return queue == null ? madePushQueue() : queue;
    }

    private synchronized PushQueue madePushQueue() {
        PushQueue queue = pushes;
        if (queue == null) {
            queue = new PushQueue();
            pushes = queue;
        }
        return queue;
    }

    private void callForPushes() {
        channel.eventLoop().execute(this::sendPushes);
    }

    private void sendPushes() {
        PushQueue queue = pushQueue();
        queue.loopCame();
        byte[] message;
        long taken = 0;
        while (!ending && (message = queue.poll()) != null) {
            taken += message.length;
            loop.reply().insert(message);
            if (loop.reply().size() > PORTION_BYTES) {
                send();
            }
            if (taken >= MOST_PUSHED_AT_ONCE_BYTES) {
                callForPushes();
                break;
            }
        }
        send();
    }

    @Override
    public void close() {
        var _ = channel.close();
    }
}
