package dev.mortise.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes that a server sent, RESP2 or RESP3, into {@linkplain ReplyValue values}.
 *
 * <p>A whole reply at once with {@link #parse}, or as the bytes come:
 *
 * <pre>{@code
 * ReplyParser parser = new ReplyParser();
 * while ((value = parser.poll()) == null) {
 *     parser.append(buffer, 0, socket.read(buffer));
 * }
 * }</pre>
 *
 * <p>Strict, because it judges servers: lengths and numbers in their one canonical form, every line ended by CR LF.
 * Made for tests: a reply that came in part is read again from its start when more has come. Not thread-safe.
 */
public final class ReplyParser {

    private static final int DEEPEST = 128;

    private byte[] bytes = new byte[256];
    private int position;
    private int limit;

    /** A parser that has no bytes yet. */
    public ReplyParser() {}

    /**
     * {@return the one value that these bytes are}
     *
     * @param bytes a complete reply and nothing else
     * @throws IllegalArgumentException if they are anything else
     */
    public static ReplyValue parse(byte[] bytes) {
        List<ReplyValue> values = parseAll(bytes);
        if (values.size() != 1) {
            throw new IllegalArgumentException("one reply expected, not " + values.size() + ": " + values);
        }
        return values.getFirst();
    }

    /**
     * {@return the values that these bytes are}
     *
     * @param bytes complete replies
     * @throws IllegalArgumentException if they break the protocol or the last reply is incomplete
     */
    public static List<ReplyValue> parseAll(byte[] bytes) {
        ReplyParser parser = new ReplyParser();
        parser.append(bytes, 0, bytes.length);
        List<ReplyValue> values = new ArrayList<>();
        for (ReplyValue value = parser.poll(); value != null; value = parser.poll()) {
            values.add(value);
        }
        if (parser.pending() > 0) {
            throw new IllegalArgumentException("incomplete reply: "
                    + ReplyPrinter.quoted(Arrays.copyOfRange(parser.bytes, parser.position, parser.limit)));
        }
        return values;
    }

    /**
     * Takes bytes as they came.
     *
     * @param source where they are; copied
     * @param from the first one's index
     * @param count how many
     */
    public void append(byte[] source, int from, int count) {
        if (bytes.length - limit < count) {
            int pending = pending();
            byte[] room = new byte[Math.max(2 * bytes.length, pending + count)];
            System.arraycopy(bytes, position, room, 0, pending);
            bytes = room;
            position = 0;
            limit = pending;
        }
        System.arraycopy(source, from, bytes, limit, count);
        limit += count;
    }

    /** {@return how many bytes are waiting to become a reply} */
    public int pending() {
        return limit - position;
    }

    /**
     * {@return the next value, or null if it is not complete yet}
     *
     * @throws IllegalArgumentException if the bytes break the protocol
     */
    public @Nullable ReplyValue poll() {
        int start = position;
        try {
            return value(0);
        } catch (IncompleteException e) {
            position = start;
            return null;
        }
    }

    private ReplyValue value(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested deeper than " + DEEPEST);
        }
        char type = (char) next();
        return switch (type) {
            case '+' -> ReplyValue.status(line());
            case '-' -> ReplyValue.error(line());
            case ':' -> ReplyValue.integer(canonical(line()));
            case '$' -> bulk(length(true));
            case '*' -> array(length(true), depth);
            case '%' -> map(length(false), depth);
            case '~' -> new ReplyValue.Set(elements(length(false), depth));
            case '>' -> new ReplyValue.Push(elements(length(false), depth));
            case '_' -> nil(line());
            case '#' -> bool(line());
            case ',' -> floatingPoint(line());
            case '(' -> new ReplyValue.BigNumber(line());
            case '|' -> behindAttributes(length(false), depth);
            case '=' -> verbatim(length(false));
            default ->
                throw new IllegalArgumentException(
                        "no reply begins with " + ReplyPrinter.quoted(new byte[] {(byte) type}));
        };
    }

    private ReplyValue bulk(int length) {
        return length < 0 ? ReplyValue.NIL : ReplyValue.bulk(payload(length));
    }

    private ReplyValue array(int length, int depth) {
        return length < 0 ? ReplyValue.NIL_ARRAY : new ReplyValue.Array(elements(length, depth));
    }

    private ReplyValue map(int size, int depth) {
        List<ReplyValue.Pair> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ReplyValue key = value(depth + 1);
            entries.add(new ReplyValue.Pair(key, value(depth + 1)));
        }
        return new ReplyValue.Map(entries);
    }

    /** What a value is said to be besides is read and forgotten: a client may ignore it. */
    private ReplyValue behindAttributes(int size, int depth) {
        var _ = map(size, depth);
        return value(depth + 1);
    }

    private List<ReplyValue> elements(int size, int depth) {
        List<ReplyValue> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(value(depth + 1));
        }
        return elements;
    }

    private ReplyValue verbatim(int length) {
        String text = new String(payload(length), StandardCharsets.UTF_8);
        if (text.length() < 4 || text.charAt(3) != ':') {
            throw new IllegalArgumentException("a verbatim string begins with its format and a colon, not: " + text);
        }
        return new ReplyValue.Verbatim(text.substring(0, 3), text.substring(4));
    }

    private static ReplyValue nil(String line) {
        if (!line.isEmpty()) {
            throw new IllegalArgumentException("null has no text: " + line);
        }
        return ReplyValue.NIL;
    }

    private static ReplyValue bool(String line) {
        return switch (line) {
            case "t" -> ReplyValue.bool(true);
            case "f" -> ReplyValue.bool(false);
            default -> throw new IllegalArgumentException("a boolean is t or f, not: " + line);
        };
    }

    private static ReplyValue floatingPoint(String line) {
        return ReplyValue.number(
                switch (line) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan" -> Double.NaN;
                    default -> Double.parseDouble(line);
                });
    }

    private int length(boolean nullable) {
        String line = line();
        long length = canonical(line);
        if (length < (nullable ? -1 : 0) || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no such length: " + line);
        }
        return (int) length;
    }

    private static long canonical(String line) {
        long value = Long.parseLong(line);
        if (!Long.toString(value).equals(line)) {
            throw new IllegalArgumentException("a number in an unusual form: " + line);
        }
        return value;
    }

    private byte[] payload(int length) {
        if (pending() < length) {
            throw new IncompleteException();
        }
        byte[] payload = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        requireLineEnd();
        return payload;
    }

    private String line() {
        int start = position;
        for (int i = start; i < limit; i++) {
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                position = i;
                requireLineEnd();
                return new String(bytes, start, i - start, StandardCharsets.UTF_8);
            }
        }
        throw new IncompleteException();
    }

    private void requireLineEnd() {
        if (next() != '\r' || next() != '\n') {
            throw new IllegalArgumentException("a line ends with CR LF");
        }
    }

    private byte next() {
        if (position == limit) {
            throw new IncompleteException();
        }
        return bytes[position++];
    }

    /** More bytes are needed to complete the reply. */
    private static final class IncompleteException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        IncompleteException() {
            super(null, null, false, false);
        }
    }
}
