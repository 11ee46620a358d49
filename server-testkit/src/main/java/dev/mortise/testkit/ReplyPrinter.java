package dev.mortise.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows replies the way {@code redis-cli} does: elements numbered, one per line, nested ones indented. */
final class ReplyPrinter {

    private ReplyPrinter() {}

    static String print(ReplyValue value) {
        return switch (value) {
            case ReplyValue.Array array -> numbered(array.elements(), ')', "(empty array)");
            case ReplyValue.Set set -> numbered(set.elements(), '~', "(empty set)");
            case ReplyValue.Push push -> numbered(push.elements(), '>', "(empty push)");
            case ReplyValue.Map map -> numbered(map.entries());
            default -> value.toString();
        };
    }

    private static String numbered(List<ReplyValue.Pair> entries) {
        List<String> shown = new ArrayList<>(entries.size());
        for (ReplyValue.Pair entry : entries) {
            String key = entry.key() + " => ";
            shown.add(key + indented(entry.value().toString(), key.length()));
        }
        return lines(shown, '#', "(empty hash)");
    }

    private static String numbered(List<ReplyValue> elements, char mark, String empty) {
        return lines(elements.stream().map(ReplyValue::toString).toList(), mark, empty);
    }

    private static String lines(List<String> elements, char mark, String empty) {
        if (elements.isEmpty()) {
            return empty;
        }
        int digits = String.valueOf(elements.size()).length();
        List<String> lines = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String number = String.format(Locale.ROOT, "%" + digits + "d%c ", i + 1, mark);
            lines.add(number + indented(elements.get(i), number.length()));
        }
        return String.join("\n", lines);
    }

    private static String indented(String text, int columns) {
        return text.replace("\n", "\n" + " ".repeat(columns));
    }

    /** {@return the bytes in double quotes; what is no printable ASCII, as an escape that inline commands know} */
    static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder(bytes.length + 2).append('"');
        for (byte b : bytes) {
            switch (b) {
                case '"', '\\' -> quoted.append('\\').append((char) b);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (b >= ' ' && b < 0x7f) {
                        quoted.append((char) b);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\x%02x", b));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
