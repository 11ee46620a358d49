package dev.mortise.runtime.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a value of a parameter is written into the configuration file. */
final class JsonValue {

    /** The form of a value that was not there. */
    static final char NO_FORM = 0;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private JsonValue() {}

    /**
     * {@return the JSON of a value}
     *
     * @param form the first character of the JSON that stood there before, so that a text stays a text
     */
    static <T> String write(Parameter<T> parameter, T value, char form) {
        String text = parameter.type().write(value);
        return switch (form) {
            case '"' -> quoted(text);
            case '[' -> WordsType.split(text).stream().map(JsonValue::word).collect(Collectors.joining(", ", "[", "]"));
            case '{' -> members(value, text);
            default -> natural(value, text);
        };
    }

    /** {@return the JSON of a scalar, of a list of texts or of texts by their names} */
    static String of(Object value) {
        return switch (value) {
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case List<?> list -> list.stream().map(JsonValue::of).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> members(map, "");
            case Enum<?> constant -> quoted(constant.name().toLowerCase(Locale.ROOT));
            default -> quoted(value.toString());
        };
    }

    private static String members(Object value, String text) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry ->
                            quoted(String.valueOf(entry.getKey())) + ": " + quoted(String.valueOf(entry.getValue())))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return quoted(text);
    }

    private static String natural(Object value, String text) {
        if (value instanceof Boolean flag) {
            return flag.toString();
        }
        return value instanceof Number ? word(text) : quoted(text);
    }

    private static String word(String text) {
        return NUMBER.matcher(text).matches() ? text : quoted(text);
    }

    /** {@return a text as a JSON string} */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
