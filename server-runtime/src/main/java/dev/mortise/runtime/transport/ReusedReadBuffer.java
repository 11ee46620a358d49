package dev.mortise.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Lets all connections of one event loop read into the same buffer.
 *
 * <p><b>Why.</b> What is read is copied out before the next read, so a buffer of its own for each read, taken from a
 * pool and given back, is work for nothing; and a small one sized by guesses makes a deep pipeline read in many pieces.
 *
 * <p><b>Invariants.</b> A read happens at once and not while others are pending ({@link
 * TransportKind#readsWhenReady}). The reader releases the buffer before it returns from {@code channelRead}. Not
 * thread-safe; one per event loop.
 */
final class ReusedReadBuffer implements RecvByteBufAllocator {

    /** A pipeline of a thousand ordinary commands fits; more is read in several pieces. */
    static final int BYTES = 64 * 1024;

    /** How many reads one connection may do before the others have their turn. */
    private static final int MOST_READS = 4;

    private final ByteBuf buffer = Unpooled.directBuffer(BYTES, BYTES);

    /** Gives the memory back, when the loop has ended: nothing is read any more. */
    void release() {
        buffer.release();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface names its deprecated supertype
    public Handle newHandle() {
        return new Reads();
    }

    private final class Reads implements ExtendedHandle {
        private int attempted;
        private int last;
        private int reads;
        private ChannelConfig config;

        @SuppressWarnings("NullAway.Init") // reset comes before every read
        Reads() {}

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return buffer.clear().retain();
        }

        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public void reset(ChannelConfig newConfig) {
            config = newConfig;
            reads = 0;
            last = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            reads += count;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return continueReading(() -> attempted == last);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return config.isAutoRead() && last > 0 && reads < MOST_READS && maybeMore.get();
        }

        @Override
        public void readComplete() {
            // Nothing is learnt from one read for the next.
        }
    }
}
