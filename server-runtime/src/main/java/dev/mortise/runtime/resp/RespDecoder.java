package dev.mortise.runtime.resp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the requests in the bytes of one client, where they lie.
 *
 * <p><b>The bytes.</b> A request is an array of bulk strings, or a line typed by a person:
 *
 * <pre>
 *   *2\r\n  $3\r\n  GET\r\n  $1\r\n  a\r\n            GET a\r\n
 *   count   length  word     length  word            inline
 * </pre>
 *
 * <p><b>How it works.</b> As a machine that can stop after any byte and go on when more have come:
 *
 * <pre>
 *                      +-- inline line, *0, *-1 --+
 *                      v                          |
 *              BETWEEN_REQUESTS ------------------+
 *                 |          ^
 *        *count   |          |  last word
 *                 v          |
 *            WORD_HEADER --> WORD_BODY          any state --> FAILED, for ever
 *                 ^   $length    |
 *                 +--------------+  word, but not the last one
 * </pre>
 *
 * <p>The usual header, a few digits, is read by {@link #shortHeader}; whatever that does not understand (an incomplete
 * line, a sign, a stray byte) is left to {@link #findHeaderEnd} and {@link #number}, which knows all rules and errors.
 * The words of a request that came whole are added to the batch at once. Those of a request that did not are kept here
 * until it is complete.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No byte before {@code position} is looked at again, and of an unfinished line none before {@code scanned}:
 *       the work is linear in the bytes, however they are cut.
 *   <li>Requests, errors and their order do not depend on where the bytes were cut.
 *   <li>Nothing is allocated for a number that a client has merely announced.
 * </ol>
 *
 * <p><b>Cost.</b> No allocation for requests that come whole. An idle connection holds five numbers.
 *
 * <p><b>Peculiarities kept from Redis.</b> The byte after a carriage return, and the two after a word, are skipped and
 * not looked at. A header or line with a zero byte in it never ends (C takes that for the end of the text), so it
 * becomes an error once it is too long. Wherever Redis takes a line longer than 64 KiB because its end happened to be
 * read along with it, this decoder refuses it, for else the answer would depend on how the network cut the bytes.
 *
 * <p><b>What we did not do.</b> Parse again from the start when more bytes have come: quadratic for a request trickling
 * in. An object for each word: a dozen times the cost of finding it.
 *
 * <p>Not thread-safe.
 */
final class RespDecoder {

    private enum State {
        BETWEEN_REQUESTS,
        WORD_HEADER,
        WORD_BODY,
        FAILED
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final long UNUSUAL = -1;
    private static final long STOPPED = -1;
    private static final int MOST_SHORT_DIGITS = 9;

    private State state = State.BETWEEN_REQUESTS;

    /** Where the request began that is being read. */
    private int requestStart;

    /** Where the header, word or line begins that is to be read next. */
    private int position;

    /** How far the line at {@code position} was searched for its end. */
    private int scanned;

    private int wordsLeft;
    private int wordLength;

    /** The words so far of a request that did not come whole. */
    private @Nullable Words unfinished;

    private @Nullable ProtocolError error;

    /**
     * Adds the complete requests to the batch.
     *
     * @param bytes the client's bytes; those up to {@code limit} have been received
     * @param batch where to, empty
     * @param authenticated whether the usual limits apply; if not, a batch has one request, for the next one may be
     *     subject to other limits
     */
    DecoderStop decode(byte[] bytes, int limit, RequestBatch batch, DecoderLimits limits, boolean authenticated) {
        batch.lieIn(bytes);
        Words begun = unfinished;
        if (begun != null) {
            if (!readWords(bytes, limit, begun, limits, authenticated)) {
                return stopped();
            }
            batch.words().addAll(begun);
            batch.endRequest(requestStart);
            unfinished = null;
        }
        while (position < limit && state != State.FAILED) {
            if (batch.isFull() || (!authenticated && batch.count() > 0)) {
                return DecoderStop.BATCH_FULL;
            }
            requestStart = position;
            if (bytes[position] != '*') {
                DecoderStop stop = readLine(bytes, limit, batch, limits);
                if (stop != null) {
                    return stop;
                }
            } else if (!readCount(bytes, limit, limits, authenticated)) {
                return stopped();
            } else if (wordsLeft > 0) {
                int first = batch.words().count();
                if (!readWords(bytes, limit, batch.words(), limits, authenticated)) {
                    unfinished = batch.words().takeFrom(first);
                    return stopped();
                }
                batch.endRequest(requestStart);
            }
        }
        return stopped();
    }

    /** {@return what the client did wrong, if decoding stopped for that} */
    @Nullable
    ProtocolError error() {
        return error;
    }

    /** {@return where reading goes on; no byte before it is looked at again} */
    int position() {
        return position;
    }

    /** {@return the first byte that is still needed} */
    int keepFrom() {
        return unfinished != null ? requestStart : position;
    }

    /** Follows the bytes from {@link #keepFrom} on to the start of a buffer. */
    void moved() {
        int distance = keepFrom();
        requestStart = 0;
        position -= distance;
        scanned = Math.max(scanned - distance, 0);
        if (unfinished != null) {
            unfinished.shift(distance);
        }
    }

    /** Goes back to where a request began. */
    void goBack(int start) {
        state = State.BETWEEN_REQUESTS;
        requestStart = start;
        position = start;
        scanned = start;
        unfinished = null;
        error = null;
    }

    /** {@return how many words of an unfinished request are kept} */
    int unfinishedWords() {
        return unfinished == null ? 0 : unfinished.count();
    }

    /** {@return where the word ends that is being read, or 0 if its length is not known} */
    long wordEnd() {
        return state == State.WORD_BODY ? (long) position + wordLength + 2 : 0;
    }

    /** {@return whether the request being read ends with the word being read} */
    boolean isLastWord() {
        return wordsLeft == 1;
    }

    private DecoderStop stopped() {
        return state == State.FAILED ? DecoderStop.PROTOCOL_ERROR : DecoderStop.NEEDS_MORE;
    }

    private boolean fail(ProtocolError what) {
        error = what;
        state = State.FAILED;
        unfinished = null;
        return false;
    }

    /** Reads {@code *count}. Returns whether it was complete and right. */
    private boolean readCount(byte[] bytes, int limit, DecoderLimits limits, boolean authenticated) {
        int most = authenticated ? limits.maxWords() : Math.min(limits.unauthenticatedWords(), limits.maxWords());
        long header = shortHeader(bytes, position, limit);
        if (header == UNUSUAL || (int) header > most) {
            int end = findHeaderEnd(bytes, limit, limits, ProtocolError.LONG_WORD_COUNT);
            if (end < 0) {
                return false;
            }
            long count = number(bytes, position + 1, end);
            if (count > limits.maxWords()) {
                return fail(ProtocolError.INVALID_WORD_COUNT);
            }
            if (count > most) {
                return fail(ProtocolError.UNAUTHENTICATED_WORD_COUNT);
            }
            // A negative count, too, is a request of no words.
            header = header(end, (int) Math.max(count, 0));
        }
        wordsLeft = (int) header;
        position = (int) (header >>> 32);
        scanned = position;
        if (wordsLeft > 0) {
            state = State.WORD_HEADER;
        }
        return true;
    }

    /** Reads words until the request is complete. Returns whether it is. */
    private boolean readWords(byte[] bytes, int limit, Words words, DecoderLimits limits, boolean authenticated) {
        long longest = longestWord(limits, authenticated);
        int at = position;
        int left = wordsLeft;
        int length = state == State.WORD_BODY ? wordLength : -1;
        do {
            if (length < 0) {
                long header = at < limit && bytes[at] == '$' ? shortHeader(bytes, at, limit) : UNUSUAL;
                if (header == UNUSUAL || (int) header > longest) {
                    position = at;
                    wordsLeft = left;
                    state = State.WORD_HEADER;
                    header = readLength(bytes, limit, limits, authenticated);
                    if (header == STOPPED) {
                        return false;
                    }
                }
                at = (int) (header >>> 32);
                length = (int) header;
            }
            if (limit - at - 2 < length) {
                position = at;
                wordsLeft = left;
                wordLength = length;
                state = State.WORD_BODY;
                return false;
            }
            words.add(at, length);
            at += length + 2;
            length = -1;
            left--;
        } while (left > 0);
        position = at;
        scanned = at;
        wordsLeft = 0;
        state = State.BETWEEN_REQUESTS;
        return true;
    }

    private static long longestWord(DecoderLimits limits, boolean authenticated) {
        return authenticated
                ? limits.maxBulkBytes()
                : Math.min(limits.unauthenticatedBulkBytes(), limits.maxBulkBytes());
    }

    /** Reads {@code $length} in any form. Returns what {@link #header} makes of it, or STOPPED. */
    private long readLength(byte[] bytes, int limit, DecoderLimits limits, boolean authenticated) {
        int end = findHeaderEnd(bytes, limit, limits, ProtocolError.LONG_LENGTH);
        if (end < 0) {
            return STOPPED;
        }
        if (bytes[position] != '$') {
            fail(ProtocolError.expectedLength(bytes[position]));
            return STOPPED;
        }
        long length = number(bytes, position + 1, end);
        if (length < 0 || length > limits.maxBulkBytes()) {
            fail(ProtocolError.INVALID_LENGTH);
            return STOPPED;
        }
        if (length > longestWord(limits, authenticated)) {
            fail(ProtocolError.UNAUTHENTICATED_LENGTH);
            return STOPPED;
        }
        return header(end, (int) length);
    }

    /**
     * {@return the index after a header in the upper half, its number in the lower one: two results without an object}
     */
    private static long header(int end, int number) {
        return ((long) end + 2) << 32 | number;
    }

    /**
     * Reads the usual header: its first byte, which the caller has checked, one to nine digits, two bytes of line end.
     *
     * @return what {@link #header} makes of it, or UNUSUAL for any other header
     */
    private static long shortHeader(byte[] bytes, int at, int limit) {
        if (limit - at >= Long.BYTES) {
            // Nearly all have one digit or two: one load and one bounds check for all of their bytes.
            long header = (long) LONG.get(bytes, at);
            int first = (int) (header >>> 8 & 0xff) - '0';
            int next = (int) (header >>> 16 & 0xff);
            if (next == '\r' && first >= 0 && first <= 9) {
                return header(at + 2, first);
            }
            int second = next - '0';
            boolean two = first >= 1 && first <= 9 && second >= 0 && second <= 9 && (header >>> 24 & 0xff) == '\r';
            if (two) {
                return header(at + 3, first * 10 + second);
            }
        }
        return headerByDigits(bytes, at, limit);
    }

    private static long headerByDigits(byte[] bytes, int at, int limit) {
        int digits = at + 1;
        int i = digits;
        int value = 0;
        while (i < limit) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            i++;
            if (i - digits > MOST_SHORT_DIGITS) {
                return UNUSUAL;
            }
        }
        if (limit - i < 2 || bytes[i] != '\r' || i == digits || (bytes[digits] == '0' && i - digits > 1)) {
            return UNUSUAL;
        }
        return header(i, value);
    }

    /** {@return the index of the carriage return that ends the header at {@code position}, or -1 for none} */
    private int findHeaderEnd(byte[] bytes, int limit, DecoderLimits limits, ProtocolError tooLong) {
        int end = findLineEnd(bytes, limit, '\r', limits.maxLineBytes());
        if (end >= 0) {
            return limit - end < 2 ? -1 : end;
        }
        if (limit - position > limits.maxLineBytes()) {
            fail(tooLong);
        }
        return -1;
    }

    /**
     * {@return the index of the end of the line at {@code position}, or -1 if it has not come within the limit}
     *
     * <p>Goes on where it stopped before.
     */
    private int findLineEnd(byte[] bytes, int limit, char lineEnd, int mostBytes) {
        int i = Math.max(scanned, position);
        int searchEnd = (int) Math.min(limit, (long) position + mostBytes + 1);
        while (i < searchEnd && bytes[i] != lineEnd && bytes[i] != 0) {
            i++;
        }
        scanned = i;
        return i < searchEnd && bytes[i] == lineEnd ? i : -1;
    }

    /** Reads an inline request. Returns null to go on, otherwise why not. */
    private @Nullable DecoderStop readLine(byte[] bytes, int limit, RequestBatch batch, DecoderLimits limits) {
        int newline = findLineEnd(bytes, limit, '\n', limits.maxLineBytes());
        if (newline < 0) {
            if (limit - position > limits.maxLineBytes()) {
                fail(ProtocolError.LONG_LINE);
            }
            return stopped();
        }
        int end = newline > position && bytes[newline - 1] == '\r' ? newline - 1 : newline;
        if (!InlineWords.hasQuotes(bytes, position, end)) {
            int before = batch.words().count();
            InlineWords.split(bytes, position, end, batch.words());
            nextLine(newline);
            if (batch.words().count() > before) {
                batch.endRequest(requestStart);
            }
            return null;
        }
        // Its words will lie in an array of their own, so it needs a batch of its own.
        if (batch.count() > 0) {
            return DecoderStop.BATCH_FULL;
        }
        byte[] unquoted = InlineWords.unquote(bytes, position, end, batch.words());
        if (unquoted == null) {
            fail(ProtocolError.UNBALANCED_QUOTES);
            return stopped();
        }
        nextLine(newline);
        batch.lieIn(unquoted);
        batch.endRequest(requestStart);
        return position < limit ? DecoderStop.BATCH_FULL : stopped();
    }

    private void nextLine(int newline) {
        position = newline + 1;
        scanned = position;
    }

    /**
     * {@return the number that these bytes are in decimal, or {@link Long#MAX_VALUE}, which no limit allows, if they
     * are none: a sign but minus, a leading zero, spaces, nothing at all}
     */
    private static long number(byte[] bytes, int from, int end) {
        boolean negative = from < end && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == end || (bytes[first] == '0' && (negative || end - first > 1))) {
            return Long.MAX_VALUE;
        }
        long negated = 0; // the negative side holds one more number
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || negated < (Long.MIN_VALUE + digit) / 10) {
                return Long.MAX_VALUE;
            }
            negated = negated * 10 - digit;
        }
        if (negative) {
            return negated;
        }
        return negated == Long.MIN_VALUE ? Long.MAX_VALUE : -negated;
    }
}
