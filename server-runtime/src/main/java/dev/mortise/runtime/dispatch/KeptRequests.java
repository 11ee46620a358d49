package dev.mortise.runtime.dispatch;

import dev.mortise.api.Flag;
import dev.mortise.api.internal.HostBatch;
import dev.mortise.runtime.command.KeyLocator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.resp.RequestBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests that one client has sent and that are to be run together later.
 *
 * <p><b>How.</b> The words are copied, one behind the other, into {@linkplain Part parts}: each is a batch such as the
 * decoder makes, so that it is run as what comes from a socket is. The first part is small, as most transactions are;
 * each further one is twice as large, up to a limit, or as large as a large request. Nothing that was copied is copied
 * again.
 *
 * <p>What has to be known to run them all is gathered as they come: which shards their keys are in, and what could
 * keep one of them from running.
 *
 * <p><b>Cost.</b> For each request besides its bytes 8 for each word and 24; for each batch that was ever used about a
 * kilobyte. Belongs to the event loop of the client.
 */
public final class KeptRequests implements HostBatch {

    private static final int FIRST_BYTES = 512;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int FIRST_REQUESTS = 8;
    private static final int BYTES_PER_WORD = 8;
    private static final int BYTES_PER_REQUEST = 24;
    private static final int WORD_BITS = 64;

    private final List<Part> parts = new ArrayList<>(1);
    private final long[] shards;
    private Part last;
    private int size;
    private long bytes;
    private boolean wholeKeyspace;
    private boolean writes;
    private boolean writesOrReplicates;
    private boolean deniedWhenFull;
    private boolean allowedWhileLoading;
    private boolean intercepted;

    /**
     * Keeps nothing yet.
     *
     * @param shardCount how many shards there are
     */
    public KeptRequests(int shardCount) {
        shards = new long[(shardCount + WORD_BITS - 1) / WORD_BITS];
        last = new Part(FIRST_REQUESTS, FIRST_BYTES);
        parts.add(last);
        begin();
    }

    /** Is shown requests. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Looks at one.
         *
         * @param part where it is
         * @param index its number in there
         * @param number its number among all
         */
        void visit(Part part, int index, int number);
    }

    /** Some of the requests, in the order in which they came. */
    static final class Part {
        private final RequestBatch batch;
        private final byte[] buffer;
        private final RegisteredCommand[] commands;
        private final long[] hashes;
        private int used;

        Part(int requests, int bytes) {
            batch = new RequestBatch(requests, 4 * requests);
            buffer = new byte[bytes];
            commands = new RegisteredCommand[requests];
            hashes = new long[requests];
        }

        boolean takes(int requestBytes) {
            return batch.count() < commands.length && requestBytes <= buffer.length - used;
        }

        /** {@return the words} */
        RequestBatch batch() {
            return batch;
        }

        /** {@return the command of each request} */
        RegisteredCommand[] commands() {
            return commands;
        }

        /** {@return the hash of the key of a request of a command with exactly one} */
        long hash(int request) {
            return hashes[request];
        }

        private void add(RegisteredCommand command, RequestBatch from, int firstWord, int words, long hash) {
            commands[batch.count()] = command;
            hashes[batch.count()] = hash;
            used = batch.copy(from, firstWord, words, buffer, used);
        }

        private void clear() {
            Arrays.fill(commands, 0, batch.count(), null);
            batch.clear();
            used = 0;
        }
    }

    /**
     * Keeps one more.
     *
     * @param command its command
     * @param from where its words are
     * @param firstWord the first of them
     * @param words how many it has
     * @param hash the hash of its key, if it has exactly one
     */
    void add(RegisteredCommand command, RequestBatch from, int firstWord, int words, long hash) {
        long wordBytes = 0;
        for (int word = firstWord; word < firstWord + words; word++) {
            wordBytes += from.length(word);
        }
        int length = Math.toIntExact(wordBytes);
        if (!last.takes(length)) {
            int requests = Math.min(RequestBatch.MOST_REQUESTS, 2 * last.commands.length);
            int room = (int) Math.min(MOST_BYTES, 2L * last.buffer.length);
            last = new Part(requests, Math.max(room, length));
            parts.add(last);
        }
        last.add(command, from, firstWord, words, hash);
        size++;
        bytes += wordBytes + (long) BYTES_PER_WORD * words + BYTES_PER_REQUEST;
        KeyLocator.Shape shape = command.keys().shape();
        // What declares no keys and has to do with them reaches for any of them.
        wholeKeyspace |= shape == KeyLocator.Shape.NONE
                && (command.touchesKeyspace() || command.spec().is(Flag.ADMIN));
        writes |= command.writes();
        writesOrReplicates |= command.writesOrReplicates();
        deniedWhenFull |= command.deniedWhenFull();
        allowedWhileLoading &= command.spec().is(Flag.LOADING);
        intercepted |= !command.interceptions().isEmpty();
    }

    /** Notes that a key of a request is in a shard. */
    void touches(int shard) {
        shards[shard / WORD_BITS] |= 1L << shard;
    }

    /** Notes that a request has to have all shards locked. */
    void touchesAll() {
        wholeKeyspace = true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void clear() {
        if (parts.size() > 1) {
            parts.subList(1, parts.size()).clear();
        }
        last = parts.getFirst();
        last.clear();
        begin();
    }

    private void begin() {
        Arrays.fill(shards, 0);
        size = 0;
        bytes = 0;
        wholeKeyspace = false;
        writes = false;
        writesOrReplicates = false;
        deniedWhenFull = false;
        allowedWhileLoading = true;
        intercepted = false;
    }

    /** {@return all requests, in order} */
    List<Part> parts() {
        return parts;
    }

    /** {@return the shards of the keys, a bit for each} */
    long[] shards() {
        return shards;
    }

    /** {@return whether all shards have to be locked, whatever {@link #shards} says} */
    boolean needsWholeKeyspace() {
        return wholeKeyspace;
    }

    /** Shows all requests around whose commands an interceptor stands. */
    void forEachIntercepted(Visitor visitor) {
        int number = 0;
        for (Part part : parts) {
            for (int i = 0; i < part.batch().count(); i++) {
                if (!part.commands()[i].interceptions().isEmpty()) {
                    visitor.visit(part, i, number);
                }
                number++;
            }
        }
    }

    boolean writes() {
        return writes;
    }

    boolean writesOrReplicates() {
        return writesOrReplicates;
    }

    boolean deniedWhenFull() {
        return deniedWhenFull;
    }

    boolean allowedWhileLoading() {
        return allowedWhileLoading;
    }

    /** {@return whether an interceptor stands around one of the commands} */
    boolean intercepted() {
        return intercepted;
    }
}
