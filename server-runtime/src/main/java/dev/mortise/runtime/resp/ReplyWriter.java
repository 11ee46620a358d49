package dev.mortise.runtime.resp;

import dev.mortise.api.Message;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostReply;
import dev.mortise.api.internal.SliceAccess;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the replies of one batch of requests, in RESP2 or RESP3, for one client after another.
 *
 * <p><b>How it is used.</b> By the dispatcher, once for each request:
 *
 * <pre>{@code
 * writer.begin();
 * try {
 *     command.execute(request, writer);
 *     if (!writer.complete()) {
 *         writer.error(...);          // replaces whatever was written
 *     }
 * } catch (ServerError e) {
 *     writer.error(e);
 * }
 * count(writer.errorCode());
 * }</pre>
 *
 * <p>and by the transport, when the batch is done: {@link #transferTo}, {@link #reset}.
 *
 * <p><b>How it works.</b> Values go straight into an {@link OutputBuffer}. That each request gets exactly one value is
 * watched by counting the values still <i>expected</i>: one at first; a simple value takes one away, an aggregate of
 * {@code n} takes one and adds {@code n}. The reply is complete when none is left, however it is nested, and needs no
 * stack for that. Only an array of unknown size has one: it puts the count aside and begins a new one for each of its
 * elements.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A value that is not expected is refused with an {@link IllegalStateException} before a byte of it is written.
 *   <li>After {@link #error(ServerError)} the reply is that error and complete.
 * </ol>
 *
 * <p><b>Cost.</b> No allocation, but for doubles with a fraction, texts given as strings, and the chunks of large
 * replies.
 *
 * <p><b>What we did not do.</b> A class for each protocol: the differences are a dozen branches, and a second class
 * would make each call of {@code Reply} in a command a virtual one.
 *
 * <p>Not thread-safe; belongs to one event loop.
 */
public final class ReplyWriter implements HostReply {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] NULL_BULK = ascii("$-1\r\n");
    private static final byte[] NULL_ARRAY = ascii("*-1\r\n");
    private static final byte[] NULL = ascii("_\r\n");
    private static final byte[] TRUE = ascii("#t\r\n");
    private static final byte[] FALSE = ascii("#f\r\n");
    private static final byte[] TEXT_FORMAT = ascii("txt:");

    /** Longer strings are cut at the end of a chunk and continued in the next one. */
    private static final int LONGEST_IN_ONE_PIECE_BYTES = 1024;

    private final OutputBuffer out = new OutputBuffer();
    private final OpenArrays openArrays = new OpenArrays();
    private final OpenParts parts = new OpenParts();
    private final byte[] header = new byte[NumberLines.ROOM_BYTES];

    private final boolean onlyMessages;
    private int protocol = 2;
    private long expected;
    private long replyMark;
    private @Nullable String errorCode;
    private @Nullable ServerError error;
    /** Whether the reply is a message, which is sent even where replies are not wanted. */
    private boolean answeredByMessage;
    /** Where messages wait that come before those written from now on; null if nowhere. */
    private @Nullable WaitingMessages waitingMessages;

    /** For replies to requests. */
    public ReplyWriter() {
        this(false);
    }

    private ReplyWriter(boolean onlyMessages) {
        this.onlyMessages = onlyMessages;
    }

    /** {@return a writer for what no request is answered by} */
    public static ReplyWriter forMessages() {
        return new ReplyWriter(true);
    }

    /** Begins the reply to the next request. */
    public void begin() {
        expected = 1;
        replyMark = out.mark();
        errorCode = null;
        answeredByMessage = false;
        openArrays.truncate(parts.depth());
    }

    /**
     * Says where messages to the client may wait that were pushed to it from elsewhere.
     *
     * @param waiting gives them out; null if there is no client now
     */
    public void messagesFrom(@Nullable WaitingMessages waiting) {
        waitingMessages = waiting;
    }

    /** {@return whether exactly one value has been written since {@link #begin}} */
    public boolean complete() {
        return expected == 0 && openArrays.depth() == parts.depth();
    }

    /**
     * Puts a message between replies: in front of the one that has not begun, or behind the one that is complete.
     *
     * @param message encoded
     * @return whether that was possible
     */
    public boolean insert(byte[] message) {
        if (parts.count() > 0) {
            return false;
        }
        boolean inFront = untouched();
        if (!inFront && !complete()) {
            return false;
        }
        // What others have pushed before comes before.
        appendWaiting();
        out.append(message, 0, message.length);
        if (inFront) {
            replyMark = out.mark();
        }
        return true;
    }

    private void appendWaiting() {
        WaitingMessages waiting = waitingMessages;
        byte[] next;
        while (waiting != null && (next = waiting.takePushed()) != null) {
            out.append(next, 0, next.length);
        }
    }

    @Override
    public void answer(Message message) {
        if (parts.count() == 0 && untouched()) {
            appendWaiting();
            replyMark = out.mark();
            answeredByMessage = true;
        }
        byte[] bytes = ((EncodedMessage) message).bytes(protocol);
        value();
        out.append(bytes, 0, bytes.length);
    }

    /** {@return whether nothing has been written since {@link #begin}} */
    public boolean untouched() {
        return expected == 1 && openArrays.depth() == parts.depth() && out.mark() == replyMark;
    }

    /** Forgets the reply, unless it is a message: the client does not want it. */
    public void omit() {
        if (!answeredByMessage) {
            out.rewind(replyMark);
        }
        expected = 0;
        openArrays.truncate(parts.depth());
    }

    /** Forgets what was written since {@link #begin}, for another attempt. */
    public void rewind() {
        out.rewind(replyMark);
        begin();
    }

    /**
     * Writes a whole reply that was written elsewhere, by another writer.
     *
     * @param reply its bytes
     * @param failed the error, if it is one
     */
    public void encoded(byte[] reply, @Nullable ServerError failed) {
        value();
        out.append(reply, 0, reply.length);
        errorCode = failed == null ? null : failed.code();
        error = failed;
    }

    /** {@return the code word if the reply is an error, otherwise null} */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /** {@return the error if the reply is one, otherwise null} */
    public @Nullable ServerError error() {
        return errorCode == null ? null : error;
    }

    /**
     * Begins a part of the reply that is watched by itself: the answer of a command that is called by the one that
     * answers. Until {@link #closePart} all methods speak of the part as if it were the reply.
     */
    public void openPart() {
        parts.open(expected, replyMark, openArrays.depth());
        begin();
    }

    /**
     * Ends the part begun last, which is the next value of what it is a part of.
     *
     * @param keepsError whether it is, even if it is an error; if not, that is taken out again
     * @return the error, or null
     */
    public @Nullable ServerError closePart(boolean keepsError) {
        ServerError failed = error();
        boolean stays = complete() && (failed == null || keepsError);
        if (!stays) {
            out.rewind(replyMark);
            openArrays.truncate(parts.depth());
        }
        parts.close();
        expected = parts.closedExpected();
        replyMark = parts.closedMark();
        errorCode = null;
        if (stays) {
            value();
        }
        return failed;
    }

    /** {@return how many bytes wait for {@link #transferTo}} */
    public long size() {
        return out.size();
    }

    /**
     * Hands on all that was written since {@link #reset}, and keeps it.
     *
     * @param sink what takes the bytes
     */
    public void transferTo(OutputSink sink) {
        out.transferTo(sink);
    }

    /** Forgets all that was written, and frees the memory of large replies. */
    public void reset() {
        out.reset();
        parts.clear();
        expected = 0;
        replyMark = out.mark();
        errorCode = null;
        openArrays.truncate(parts.depth());
    }

    @Override
    public int protocol() {
        return protocol;
    }

    /**
     * Changes the protocol of what is written from now on.
     *
     * @param version 2 or 3
     */
    public void protocol(int version) {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("no RESP" + version);
        }
        protocol = version;
    }

    @Override
    public void ok() {
        constant(OK);
    }

    @Override
    public void status(String text) {
        value();
        out.require(NumberLines.ROOM_BYTES);
        out.bytes[out.position++] = '+';
        line(text);
        lineEnd();
    }

    @Override
    public void integer(long value) {
        value();
        number(':', value);
    }

    @Override
    public void number(double value) {
        value();
        int length = DoubleDigits.write(header, 0, value);
        if (protocol == 2) {
            string(header, 0, length);
        } else {
            out.require(NumberLines.ROOM_BYTES);
            out.bytes[out.position++] = ',';
            out.append(header, 0, length);
            lineEnd();
        }
    }

    @Override
    public void bigNumber(String digits) {
        if (protocol == 2) {
            bulk(digits);
            return;
        }
        value();
        out.require(1);
        out.bytes[out.position++] = '(';
        line(digits);
        lineEnd();
    }

    @Override
    public void attributes(int size) {
        if (protocol == 2) {
            throw new IllegalStateException("RESP2 has no attributes");
        }
        value();
        // The value they belong to is still owed.
        expected += 1 + 2L * size;
        number('|', size);
    }

    @Override
    public void bool(boolean value) {
        if (protocol == 2) {
            integer(value ? 1 : 0);
        } else {
            constant(value ? TRUE : FALSE);
        }
    }

    @Override
    public void nil() {
        constant(protocol == 2 ? NULL_BULK : NULL);
    }

    @Override
    public void nilArray() {
        constant(protocol == 2 ? NULL_ARRAY : NULL);
    }

    @Override
    public void bulk(Slice bytes) {
        value();
        int length = bytes.length();
        number('$', length);
        if (length <= LONGEST_IN_ONE_PIECE_BYTES) {
            out.require(length);
            bytes.copyTo(out.bytes, out.position);
            out.position += length;
        } else {
            append(bytes, 0, length);
        }
        lineEnd();
    }

    @Override
    public void bulk(Slice bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length());
        value();
        number('$', count);
        append(bytes, from, count);
        lineEnd();
    }

    @Override
    public void bulk(byte[] bytes) {
        value();
        string(bytes, 0, bytes.length);
    }

    @Override
    public void bulk(byte[] bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        value();
        string(bytes, from, count);
    }

    @Override
    public void bulk(String text) {
        bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void verbatim(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (protocol == 2) {
            bulk(bytes);
            return;
        }
        value();
        number('=', bytes.length + 4L);
        out.append(TEXT_FORMAT, 0, TEXT_FORMAT.length);
        out.append(bytes, 0, bytes.length);
        lineEnd();
    }

    @Override
    public void error(ServerError error) {
        beginError(error.code());
        this.error = error;
        line(error.code());
        String text = LineText.withoutLineEnd(error.text());
        if (!text.isEmpty()) {
            out.require(1);
            out.bytes[out.position++] = ' ';
            line(text);
        }
        lineEnd();
    }

    /**
     * Writes an error as the whole reply whose text quotes the client, byte by byte.
     *
     * @param code the first word
     * @param text the sentence after it; line breaks become spaces
     */
    public void error(String code, byte[] text) {
        beginError(code);
        error = ServerError.of(code, new String(text, StandardCharsets.ISO_8859_1));
        line(code);
        out.require(1);
        out.bytes[out.position++] = ' ';
        line(text);
        lineEnd();
    }

    private void beginError(String code) {
        rewind();
        errorCode = code;
        expected = 0;
        out.require(NumberLines.ROOM_BYTES);
        out.bytes[out.position++] = '-';
    }

    @Override
    public void array(int size) {
        aggregate('*', size, size);
    }

    @Override
    public void map(int size) {
        if (protocol == 2) {
            aggregate('*', 2L * size, 2L * size);
        } else {
            aggregate('%', size, 2L * size);
        }
    }

    @Override
    public void set(int size) {
        aggregate(protocol == 2 ? '*' : '~', size, size);
    }

    @Override
    public void push(int size) {
        boolean between = parts.count() == 0 && (expected == 0 || out.mark() == replyMark);
        if (!between || openArrays.depth() != parts.depth()) {
            throw new IllegalStateException("a push in the midst of a reply");
        }
        if (!onlyMessages) {
            // The answer is still owed.
            expected++;
        }
        aggregate(protocol == 2 ? '*' : '>', size, size);
    }

    @Override
    public int openArray() {
        value();
        int gap = out.openGap(NumberLines.ROOM_BYTES);
        int mark = openArrays.open(gap, expected);
        expected = 0;
        return mark;
    }

    @Override
    public void closeArray(int mark) {
        if (expected != 0) {
            throw new IllegalStateException(expected + " elements are missing inside of the array that is closed");
        }
        int size = openArrays.close(mark);
        expected = openArrays.closedExpected();
        out.closeGap(openArrays.closedGap(), header, NumberLines.write(header, 0, '*', size));
    }

    /** Every value comes through here before its first byte is written. */
    private void value() {
        if (expected == 0) {
            beginElement();
        }
        expected--;
    }

    private void beginElement() {
        if (openArrays.depth() == parts.depth()) {
            throw new IllegalStateException("the reply was complete already");
        }
        openArrays.countElement();
        expected = 1;
    }

    private void aggregate(char type, long size, long values) {
        if (size < 0) {
            throw new IllegalArgumentException("an aggregate of " + size);
        }
        value();
        expected += values;
        number(type, size);
    }

    private void constant(byte[] line) {
        value();
        out.require(line.length);
        System.arraycopy(line, 0, out.bytes, out.position, line.length);
        out.position += line.length;
    }

    private void number(char type, long number) {
        out.require(NumberLines.ROOM_BYTES);
        out.position = NumberLines.write(out.bytes, out.position, type, number);
    }

    private void string(byte[] bytes, int from, int count) {
        number('$', count);
        out.append(bytes, from, count);
        lineEnd();
    }

    private void append(Slice slice, int from, int count) {
        byte[] array = SLICES.array(slice);
        if (array != null) {
            out.append(array, (int) SLICES.offset(slice) + from, count);
            return;
        }
        MemorySegment segment = SLICES.segment(slice);
        if (segment != null) {
            out.append(segment, SLICES.offset(slice) + from, count);
        }
    }

    private void lineEnd() {
        out.require(2);
        out.position = NumberLines.writeLineEnd(out.bytes, out.position);
    }

    /** Writes text that must not end the line it is in. */
    private void line(String text) {
        int length = text.length();
        if (length > LONGEST_IN_ONE_PIECE_BYTES) {
            line(LineText.encoded(text));
            return;
        }
        out.require(length);
        int at = out.position;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                line(LineText.encoded(text));
                return;
            }
            out.bytes[at + i] = inLine((byte) c);
        }
        out.position = at + length;
    }

    private void line(byte[] text) {
        for (byte b : text) {
            out.require(1);
            out.bytes[out.position++] = inLine(b);
        }
    }

    private static byte inLine(byte b) {
        return b == '\r' || b == '\n' ? (byte) ' ' : b;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
