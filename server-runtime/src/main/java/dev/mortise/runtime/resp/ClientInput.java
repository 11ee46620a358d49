package dev.mortise.runtime.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one client on their way from the socket to requests.
 *
 * <p><b>How it is used.</b> By the transport, for everything that was read at once:
 *
 * <pre>{@code
 * while (read.isReadable()) {
 *     int count = input.prepare(read.readableBytes());
 *     read.readBytes(input.bytes(), input.limit(), count);
 *     input.received(count);
 *     DecoderStop stop;
 *     do {
 *         stop = input.decode(batch, limits, authenticated);
 *         execute(batch);                    // and flush what is large
 *     } while (stop == BATCH_FULL);
 *     input.release();
 *     // PROTOCOL_ERROR: write input.error() and close; OVERFLOW: close
 * }
 * }</pre>
 *
 * <p>A client that must wait (its replies pile up, its command blocks) has the rest of its batch given back with
 * {@link #unread}, then {@link #release}. It goes on later with {@code prepare(0)} and from there as above.
 *
 * <p><b>How it works.</b> All clients of an event loop are read into one shared array, which stays in the processor's
 * cache. Requests that came whole, nearly all, are executed from there. What is left of a request that did not is kept
 * here until the next read: a little is copied in front of the new bytes; from {@link #MOST_CARRIED_BYTES} on, it gets
 * an array of its own that the next bytes go to directly, and in which it is executed.
 *
 * <p>That array doubles when it is full, but does not grow past the end of the request once that is known. So it is at
 * most twice as large as what the client has really sent, and a value of half a gigabyte ends in an array of its size.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Between {@link #release} and {@link #prepare} nothing here refers to the shared array.
 *   <li>An unfinished request begins at index 0 of the array it is in.
 *   <li>With no request unfinished, no array is held: an idle client costs two small objects.
 * </ol>
 *
 * <p><b>Cost.</b> One copy for what comes whole: the read itself. Otherwise at most {@link #MOST_CARRIED_BYTES} per
 * read, and for a large request two more copies of its bytes over all doublings.
 *
 * <p><b>What we did not do.</b> An array for each client, as Redis has: 16 KiB for each of ten thousand idle ones.
 * Chains of buffers: each word could then lie in two places, and each command would pay for that.
 *
 * <p>Not thread-safe; belongs to the event loop that owns the shared array.
 */
public final class ClientInput {

    /** How much of an unfinished request is copied in front of the next bytes, at most. */
    public static final int MOST_CARRIED_BYTES = 4 * 1024;

    /** How long the array shared by the clients of an event loop ought to be. */
    public static final int SHARED_BYTES = 64 * 1024 + MOST_CARRIED_BYTES;

    private static final int SMALLEST_OWN_ARRAY_BYTES = 16 * 1024;

    /** Bytes of memory that an unfinished request takes for each of its words. */
    private static final int BYTES_PER_WORD = 8;

    private static final byte[] NONE = {};

    private final byte[] shared;
    private final RespDecoder decoder = new RespDecoder();

    /** Where the bytes are: the shared array, or the client's own. Between reads the client's own, or none. */
    private byte[] bytes = NONE;

    /** How many bytes there are. */
    private int limit;

    /**
     * A client that has not sent anything yet.
     *
     * @param shared the array of the event loop, longer than {@link #MOST_CARRIED_BYTES}
     */
    public ClientInput(byte[] shared) {
        if (shared.length <= MOST_CARRIED_BYTES) {
            throw new IllegalArgumentException("the shared array is too short");
        }
        this.shared = shared;
    }

    /**
     * Makes room for bytes.
     *
     * @param wanted how many there are to be received
     * @return how many of them can be received now, at least 1 if any are wanted
     */
    public int prepare(int wanted) {
        if (limit <= MOST_CARRIED_BYTES) {
            System.arraycopy(bytes, 0, shared, 0, limit);
            bytes = shared;
        } else if (limit == bytes.length && wanted > 0) {
            bytes = Arrays.copyOf(bytes, grownLength());
        }
        return Math.min(wanted, bytes.length - limit);
    }

    /** {@return the array to receive into, after {@link #prepare}} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return the index in {@link #bytes} that the next byte goes to} */
    public int limit() {
        return limit;
    }

    /**
     * Tells that bytes have been put into {@link #bytes} from {@link #limit} on.
     *
     * @param count how many, at most what {@link #prepare} returned
     */
    public void received(int count) {
        limit += count;
    }

    /**
     * Finds the next requests.
     *
     * @param batch emptied, then filled with them
     * @param limits what is allowed
     * @param authenticated whether the client may do more than authenticate; otherwise batches have one request each
     * @return why there are no more; {@code BATCH_FULL}: to be called again when these are executed
     */
    public DecoderStop decode(RequestBatch batch, DecoderLimits limits, boolean authenticated) {
        batch.clear();
        DecoderStop stop = decoder.decode(bytes, limit, batch, limits, authenticated);
        if (stop == DecoderStop.NEEDS_MORE && pendingBytes() > limits.maxPendingBytes()) {
            return DecoderStop.OVERFLOW;
        }
        return stop;
    }

    /**
     * Gives a request and all after it back, to be decoded again.
     *
     * @param batch the batch that was decoded last
     * @param request the first one that was not executed
     */
    public void unread(RequestBatch batch, int request) {
        decoder.goBack(batch.start(request));
    }

    /** Keeps what is unfinished and lets go of the shared array; the batch is not valid any more. */
    public void release() {
        int from = decoder.error() == null ? decoder.keepFrom() : limit;
        boolean staysInPlace = from == 0 && limit > MOST_CARRIED_BYTES && !isShared();
        if (!staysInPlace) {
            bytes = from == limit ? NONE : Arrays.copyOfRange(bytes, from, limit);
            limit -= from;
        }
        decoder.moved();
    }

    /** {@return what the client did wrong, after {@code PROTOCOL_ERROR}} */
    public @Nullable ProtocolError error() {
        return decoder.error();
    }

    /** {@return how much memory is taken by what was received and not yet decoded} */
    public long pendingBytes() {
        return unreadBytes() + wordBytes();
    }

    /** {@return how many bytes were received and not yet decoded, or their request not yet complete} */
    public long unreadBytes() {
        return Math.max(0, limit - decoder.keepFrom());
    }

    /** {@return how much memory is taken by the words of an unfinished request} */
    public long wordBytes() {
        return (long) BYTES_PER_WORD * decoder.unfinishedWords();
    }

    /** {@return how long the client's own array is, 0 if it has none} */
    public int ownArrayBytes() {
        return isShared() ? 0 : bytes.length;
    }

    @SuppressWarnings("ReferenceEquality") // which array it is counts, not what is in it
    private boolean isShared() {
        return bytes == shared;
    }

    private int grownLength() {
        long length = Math.max(2L * limit, SMALLEST_OWN_ARRAY_BYTES);
        long wordEnd = decoder.wordEnd();
        if (wordEnd > limit && decoder.isLastWord()) {
            length = Math.min(length, wordEnd);
        }
        return (int) Math.min(length, DecoderLimits.LARGEST_ARRAY_BYTES);
    }
}
