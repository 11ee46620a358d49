package dev.mortise.runtime.resp;

import dev.mortise.api.CallResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a reply in RESP3 that a {@link ReplyWriter} has written back into a value. What it reads is known to be whole
 * and right. For one thread.
 */
public final class ResultParser {

    private static final int FORMAT_BYTES = 4;

    private final byte[] bytes;
    private int position;

    private ResultParser(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return the value}
     *
     * @param reply one reply, which is no error
     */
    public static CallResult parse(byte[] reply) {
        return new ResultParser(reply).value();
    }

    private CallResult value() {
        char type = (char) bytes[position++];
        String line = line();
        return switch (type) {
            case '+', '(' -> CallResult.string(line.getBytes(StandardCharsets.ISO_8859_1));
            case ':' -> CallResult.integer(Long.parseLong(line));
            case ',' -> CallResult.number(number(line));
            case '#' -> CallResult.bool(line.equals("t"));
            case '_' -> CallResult.nil();
            case '$' -> CallResult.string(payload(Integer.parseInt(line)));
            case '=' -> {
                byte[] text = payload(Integer.parseInt(line));
                yield CallResult.string(Arrays.copyOfRange(text, FORMAT_BYTES, text.length));
            }
            case '*', '~' -> elements(Integer.parseInt(line));
            case '%' -> elements(2 * Integer.parseInt(line));
            case '|' -> {
                var _ = elements(2 * Integer.parseInt(line));
                yield value();
            }
            default -> throw new IllegalStateException("a value of the unknown type '" + type + "'");
        };
    }

    private CallResult elements(int count) {
        List<CallResult> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(value());
        }
        return CallResult.array(elements);
    }

    private static double number(String line) {
        return switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(line);
        };
    }

    private String line() {
        int start = position;
        while (bytes[position] != '\r') {
            position++;
        }
        String line = new String(bytes, start, position - start, StandardCharsets.ISO_8859_1);
        position += 2;
        return line;
    }

    private byte[] payload(int length) {
        byte[] payload = Arrays.copyOfRange(bytes, position, position + length);
        position += length + 2;
        return payload;
    }
}
