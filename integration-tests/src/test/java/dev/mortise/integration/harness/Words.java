package dev.mortise.integration.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as people write them and as clients send them.
 *
 * <p>The quoting is that of {@code redis-cli}: {@code "..."} with the escapes {@code \n \r \t \b \a \\ \" \xHH}, and
 * {@code '...'} where only {@code \'} is one. A quoted word is followed by white space or the end of the line.
 */
public final class Words {

    private final String line;
    private final List<byte[]> words = new ArrayList<>();
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /**
     * {@return the words of a line, each as the bytes to be sent}
     *
     * @param line what someone typed
     * @throws IllegalArgumentException if its quotes do not match
     */
    public static List<byte[]> split(String line) {
        Words words = new Words(line);
        while (words.skipSpace()) {
            words.words.add(words.word());
        }
        return words.words;
    }

    /**
     * {@return a request as client libraries send it: an array of bulk strings}
     *
     * @param words name and arguments
     */
    public static byte[] encode(List<byte[]> words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("*" + words.size() + "\r\n"));
        for (byte[] word : words) {
            request.writeBytes(ascii("$" + word.length + "\r\n"));
            request.writeBytes(word);
            request.writeBytes(ascii("\r\n"));
        }
        return request.toByteArray();
    }

    /**
     * {@return the request that a line of text means}
     *
     * @param line what someone typed
     */
    public static byte[] request(String line) {
        return encode(split(line));
    }

    /**
     * {@return bytes, one for each character}
     *
     * @param text nothing beyond U+00FF
     */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return bytes as text that shows every one of them}
     *
     * @param bytes any
     */
    public static String show(byte[] bytes) {
        return show(bytes, Integer.MAX_VALUE);
    }

    /**
     * {@return bytes as text; of very many, both ends}
     *
     * @param bytes any
     * @param atMost how many to show
     */
    public static String show(byte[] bytes, int atMost) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes.length > atMost && i == atMost / 2) {
                int left = bytes.length - atMost;
                shown.append("…(").append(left).append(" bytes)…");
                i += left;
            }
            shown.append(show(bytes[i]));
        }
        return shown.toString();
    }

    private static String show(byte b) {
        return switch (b) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b);
        };
    }

    private boolean skipSpace() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length();
    }

    private byte[] word() {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < line.length() && line.charAt(at) != ' ') {
            char c = line.charAt(at++);
            switch (c) {
                case '"' -> doubleQuoted(word);
                case '\'' -> singleQuoted(word);
                default -> word.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return word.toByteArray();
    }

    private void doubleQuoted(ByteArrayOutputStream word) {
        for (char c = inQuotes(); c != '"'; c = inQuotes()) {
            if (c == '\\') {
                word.write(escaped());
            } else {
                word.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private int escaped() {
        char c = inQuotes();
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            case 'x' -> Character.digit(inQuotes(), 16) << 4 | Character.digit(inQuotes(), 16);
            default -> c;
        };
    }

    private void singleQuoted(ByteArrayOutputStream word) {
        for (char c = inQuotes(); c != '\''; c = inQuotes()) {
            char literal = c == '\\' && at < line.length() && line.charAt(at) == '\'' ? inQuotes() : c;
            word.writeBytes(String.valueOf(literal).getBytes(StandardCharsets.UTF_8));
        }
    }

    private char inQuotes() {
        if (at == line.length()) {
            throw new IllegalArgumentException("quotes do not match: " + line);
        }
        return line.charAt(at++);
    }
}
