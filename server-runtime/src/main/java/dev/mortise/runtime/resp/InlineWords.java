package dev.mortise.runtime.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits an inline request, the line of a person at a terminal, into words.
 *
 * <p>Words are separated by white space. {@code "…"} may hold white space and the escapes {@code \n \r \t \b \a}
 * {@code \xHH}; any other byte after a backslash stands for itself. In {@code '…'} only {@code \'} is an escape. A
 * closing quote must be followed by white space or the end of the line.
 *
 * <p>A line without quotes is split where it lies; otherwise its words are written without quotes to a new array,
 * because the bytes received may have to be decoded again.
 */
final class InlineWords {

    private final byte[] line;
    private final int end;
    private final byte[] unquoted;
    private int at;
    private int length;

    private InlineWords(byte[] line, int from, int end) {
        this.line = line;
        this.end = end;
        this.at = from;
        this.unquoted = new byte[end - from];
    }

    static boolean hasQuotes(byte[] line, int from, int end) {
        for (int i = from; i < end; i++) {
            if (line[i] == '"' || line[i] == '\'') {
                return true;
            }
        }
        return false;
    }

    /** Adds the words of a line without quotes. */
    static void split(byte[] line, int from, int end, Words words) {
        int at = from;
        while (true) {
            while (at < end && isSpace(line[at])) {
                at++;
            }
            if (at == end) {
                return;
            }
            int start = at;
            while (at < end && !endsWord(line[at])) {
                at++;
            }
            words.add(start, at - start);
        }
    }

    /** Adds the words of a line with quotes, and returns the array they are in, or null if a quote is not closed. */
    static byte @Nullable [] unquote(byte[] line, int from, int end, Words words) {
        int before = words.count();
        InlineWords inline = new InlineWords(line, from, end);
        while (inline.skipSpace()) {
            int start = inline.length;
            if (!inline.readWord()) {
                words.truncate(before);
                return null;
            }
            words.add(start, inline.length - start);
        }
        return Arrays.copyOf(inline.unquoted, inline.length);
    }

    private boolean skipSpace() {
        while (at < end && isSpace(line[at])) {
            at++;
        }
        return at < end;
    }

    private boolean readWord() {
        while (at < end && !endsWord(line[at])) {
            byte b = line[at++];
            if (b == '"') {
                return readDoubleQuoted();
            }
            if (b == '\'') {
                return readSingleQuoted();
            }
            put(b);
        }
        return true;
    }

    private boolean readDoubleQuoted() {
        while (at < end) {
            byte b = line[at++];
            if (b == '"') {
                return closed();
            }
            if (b == '\\' && at < end) {
                putEscaped();
            } else {
                put(b);
            }
        }
        return false;
    }

    private void putEscaped() {
        byte b = line[at++];
        if (b == 'x' && end - at >= 2 && isHex(line[at]) && isHex(line[at + 1])) {
            put((byte) (Character.digit(line[at], 16) << 4 | Character.digit(line[at + 1], 16)));
            at += 2;
            return;
        }
        put(
                switch (b) {
                    case 'n' -> (byte) '\n';
                    case 'r' -> (byte) '\r';
                    case 't' -> (byte) '\t';
                    case 'b' -> (byte) '\b';
                    case 'a' -> (byte) 7;
                    default -> b;
                });
    }

    private boolean readSingleQuoted() {
        while (at < end) {
            byte b = line[at++];
            if (b == '\'') {
                return closed();
            }
            if (b == '\\' && at < end && line[at] == '\'') {
                put(line[at++]);
            } else {
                put(b);
            }
        }
        return false;
    }

    private boolean closed() {
        return at == end || isSpace(line[at]);
    }

    private void put(byte b) {
        unquoted[length++] = b;
    }

    private static boolean isHex(byte b) {
        return Character.digit(b, 16) >= 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** Vertical tab and form feed separate words, but do not end one. */
    private static boolean endsWord(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
