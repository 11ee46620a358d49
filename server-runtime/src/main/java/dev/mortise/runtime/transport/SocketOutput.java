package dev.mortise.runtime.transport;

import dev.mortise.runtime.resp.OutputSink;
import dev.mortise.runtime.resp.ReplyWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the replies of a batch.
 *
 * <p><b>Why not simply {@code writeAndFlush}.</b> A client that reads its replies (nearly all do) takes them at once:
 * one {@code write} to its socket is all there is to do. Netty's way there leads over a pooled buffer, an entry in the
 * outbound buffer and a promise, and without pipelining that is a good part of what a request costs. So on an epoll
 * socket that owes its client nothing the bytes are written directly, and only what the socket did not take goes the
 * ordinary way, which also waits for the client to read.
 *
 * <p><b>Invariant.</b> Bytes are written directly only while nothing is queued, so replies leave in order (I3).
 *
 * <p>Not thread-safe; one per event loop.
 */
final class SocketOutput implements OutputSink {

    private static final int BYTES = 64 * 1024;

    private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);
    private Channel channel;
    private boolean queueing;
    private long sentBytes;
    private @Nullable IOException failure;

    @SuppressWarnings("NullAway.Init") // set at the beginning of every send
    SocketOutput() {}

    /**
     * Sends all that the writer holds, and empties it.
     *
     * @return how many bytes that was
     * @throws IOException if the client is gone
     */
    long send(ReplyWriter reply, Channel to) throws IOException {
        channel = to;
        sentBytes = 0;
        queueing = !(to instanceof EpollSocketChannel) || queuedBytes(to) > 0;
        failure = null;
        reply.transferTo(this);
        reply.reset();
        flushDirect();
        if (failure != null) {
            throw failure;
        }
        if (queueing) {
            channel.flush();
        }
        return sentBytes;
    }

    /** {@return how many bytes wait for the client to read} */
    static long queuedBytes(Channel channel) {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        if (failure != null) {
            return;
        }
        sentBytes += length;
        int from = offset;
        int end = offset + length;
        while (from < end && !queueing) {
            int part = Math.min(direct.remaining(), end - from);
            direct.put(bytes, from, part);
            from += part;
            if (!direct.hasRemaining()) {
                flushDirect();
            }
        }
        if (from < end) {
            queue(bytes, from, end - from);
        }
    }

    private void flushDirect() {
        int end = direct.position();
        if (end == 0) {
            return;
        }
        FileDescriptor socket = ((EpollSocketChannel) channel).fd();
        int written = 0;
        try {
            while (written < end) {
                int taken = socket.write(direct, written, end);
                if (taken <= 0) {
                    break;
                }
                written += taken;
            }
            if (written < end) {
                queueing = true;
                ByteBuf rest = channel.alloc().directBuffer(end - written);
                rest.writeBytes(direct.limit(end).position(written));
                var _ = channel.write(rest, channel.voidPromise());
            }
        } catch (IOException e) {
            // The rest has nowhere to go.
            failure = e;
            queueing = true;
        } finally {
            direct.clear();
        }
    }

    private void queue(byte[] bytes, int offset, int length) {
        ByteBuf copy = channel.alloc().directBuffer(length);
        copy.writeBytes(bytes, offset, length);
        var _ = channel.write(copy, channel.voidPromise());
    }
}
