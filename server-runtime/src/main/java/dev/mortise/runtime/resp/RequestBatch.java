package dev.mortise.runtime.resp;

import dev.mortise.api.Slice;

/**
 * Requests that were decoded together, to be executed one after the other.
 *
 * <p><b>How it works.</b> Nothing is copied: a word is an offset and a length in the buffer that was read into. All
 * words of all requests are one list; a request is the number of its first word and how many there are.
 *
 * <pre>
 *   bytes       *2 $3 GET $1 a *3 $3 SET $1 b $2 hi
 *   words             GET    a       SET    b    hi
 *   requests          0,2            2,3
 * </pre>
 *
 * <p><b>Invariants.</b> The words are valid until the next call of {@link #clear} or of a method of the {@link
 * ClientInput} they came from. A batch ends at {@link #MOST_REQUESTS} or soon after {@link #ENOUGH_WORDS}, so that one
 * client cannot keep the event loop from the others; one request may have as many words as the limits allow.
 *
 * <p><b>Cost.</b> One per event loop, used again and again: no object per request or word. What a huge request made it
 * grow is given back.
 *
 * <p>Not thread-safe.
 */
public final class RequestBatch {

    /** The most requests of one batch. */
    public static final int MOST_REQUESTS = 128;

    /** A batch that has so many words takes no further request. */
    public static final int ENOUGH_WORDS = 8 * 1024;

    private static final int WORDS_AT_FIRST = 512;
    private static final int MOST_WORDS_KEPT = 2 * ENOUGH_WORDS;
    private static final byte[] NO_BYTES = {};

    private final int[] firstWords;
    private final int[] starts;
    private byte[] bytes = NO_BYTES;
    private Words words;
    private int count;

    /** An empty batch. */
    public RequestBatch() {
        this(MOST_REQUESTS, WORDS_AT_FIRST);
    }

    /**
     * An empty batch of another size.
     *
     * @param requests how many requests it can have, at most {@link #MOST_REQUESTS}
     * @param words how many words to have room for at first
     */
    public RequestBatch(int requests, int words) {
        this.firstWords = new int[requests + 1];
        this.starts = new int[requests];
        this.words = new Words(words);
    }

    /** {@return the number of requests} */
    public int count() {
        return count;
    }

    /** {@return the buffer that all words lie in} */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * {@return the number of the first word of a request, which is the name of the command}
     *
     * @param request from 0 to {@code count() - 1}
     */
    public int firstWord(int request) {
        return firstWords[request];
    }

    /**
     * {@return how many words a request has, at least 1}
     *
     * @param request from 0 to {@code count() - 1}
     */
    public int wordCount(int request) {
        return firstWords[request + 1] - firstWords[request];
    }

    /**
     * {@return where a word begins in the buffer}
     *
     * @param word its number, counted over all requests
     */
    public int offset(int word) {
        return words.offset(word);
    }

    /**
     * {@return how many bytes a word has}
     *
     * @param word its number, counted over all requests
     */
    public int length(int word) {
        return words.length(word);
    }

    /** Empties the batch. */
    public void clear() {
        count = 0;
        bytes = NO_BYTES;
        words.clear();
        if (words.capacity() > MOST_WORDS_KEPT) {
            words = new Words(WORDS_AT_FIRST);
        }
    }

    /**
     * Makes this a batch of one request that no client has sent, of copies of these words.
     *
     * @param name the words of the command's name
     * @param arguments what comes after it
     * @throws ArithmeticException if they are more bytes than an array can have
     */
    public void fill(byte[][] name, Slice[] arguments) {
        clear();
        int size = 0;
        for (byte[] word : name) {
            size = Math.addExact(size, word.length);
        }
        for (Slice argument : arguments) {
            size = Math.addExact(size, argument.length());
        }
        byte[] buffer = new byte[size];
        int at = 0;
        for (byte[] word : name) {
            System.arraycopy(word, 0, buffer, at, word.length);
            words.add(at, word.length);
            at += word.length;
        }
        for (Slice argument : arguments) {
            argument.copyTo(buffer, at);
            words.add(at, argument.length());
            at += argument.length();
        }
        bytes = buffer;
        endRequest(0);
    }

    /**
     * Adds a copy of a request of another batch.
     *
     * @param from the other batch
     * @param firstWord the first of its words
     * @param count how many words it has
     * @param buffer where to copy the bytes to; the same for all requests of this batch
     * @param at where there
     * @return where the bytes end there
     */
    public int copy(RequestBatch from, int firstWord, int count, byte[] buffer, int at) {
        int end = at;
        for (int word = firstWord; word < firstWord + count; word++) {
            int length = from.length(word);
            System.arraycopy(from.bytes, from.offset(word), buffer, end, length);
            words.add(end, length);
            end += length;
        }
        bytes = buffer;
        endRequest(at);
        return end;
    }

    /** {@return where a request begins in the bytes received, for {@link ClientInput#unread}} */
    int start(int request) {
        return starts[request];
    }

    boolean isFull() {
        return count == MOST_REQUESTS || words.count() >= ENOUGH_WORDS;
    }

    Words words() {
        return words;
    }

    void lieIn(byte[] buffer) {
        bytes = buffer;
    }

    /** Makes a request of the words added since the last one. */
    void endRequest(int start) {
        starts[count] = start;
        count++;
        firstWords[count] = words.count();
    }
}
