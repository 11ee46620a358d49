package dev.mortise.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The text of a configuration file, in which values can be changed without touching anything else: order, comments,
 * indentation and the rest of what an operator has written stay.
 *
 * <p><b>How.</b> The file is read once, token by token, to learn where the value of each member begins and ends, and
 * where each object does. Changes are noted as replacements of pieces of the text and applied from its end to its
 * start, so that no place moves before it is used.
 *
 * <p>A value keeps the form it had: a text stays a text ({@code "100mb"} becomes {@code "209715200"}), a list a list.
 * New members come last in their object, indented as the one before.
 */
final class ConfigText {

    private static final String INDENT = "  ";

    /** A piece of the text. */
    private record Span(int start, int end) {}

    /** An object: its braces, and the values of its members in their order. */
    private record Braces(int open, int close, List<Span> values) {}

    /** Instead of this piece of the text, that one. */
    private record Edit(Span span, String text) {}

    private final String text;
    private final Map<String, Span> values = new HashMap<>();
    private final Map<String, Braces> objects = new HashMap<>();
    private final List<Edit> edits = new ArrayList<>();

    /** New members by the names of the objects they go into, the outermost first. */
    private final Map<List<String>, List<String>> added = new LinkedHashMap<>();

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not what {@link ConfigFile} reads
     */
    ConfigText(String text) {
        this.text = text;
        try (JsonParser parser = ConfigFile.JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            readObject(parser, "");
        }
    }

    private Span readObject(JsonParser parser, String prefix) {
        int open = start(parser);
        List<Span> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken token = parser.nextToken();
            Span span;
            if (token == JsonToken.START_OBJECT) {
                span = readObject(parser, name + ".");
            } else if (token == JsonToken.START_ARRAY) {
                int start = start(parser);
                parser.skipChildren();
                span = new Span(start, start(parser) + 1);
            } else {
                int start = start(parser);
                span = new Span(start, endOfScalar(start));
            }
            values.put(name, span);
            members.add(span);
        }
        int close = start(parser);
        objects.put(prefix, new Braces(open, close, members));
        return new Span(open, close + 1);
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    private int endOfScalar(int start) {
        int end = start + 1;
        if (text.charAt(start) == '"') {
            while (text.charAt(end) != '"') {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "+-.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** Gives a parameter another value. */
    <T> void set(Parameter<T> parameter, T value) {
        Span old = values.get(parameter.name().toLowerCase(Locale.ROOT));
        if (old != null) {
            char form = text.charAt(old.start());
            edits.add(new Edit(old, JsonValue.write(parameter, value, form)));
            return;
        }
        int dot = parameter.name().lastIndexOf('.');
        List<String> group = dot < 0 ? List.of() : List.of(parameter.name().substring(0, dot));
        String member = parameter.name().substring(dot + 1);
        add(group, member, JsonValue.write(parameter, value, JsonValue.NO_FORM));
    }

    /** Gives a setting of a module another value, which is a scalar, a list or a map. */
    void setSetting(String id, String name, Object value) {
        Span old = values.get(("plugins.settings." + id + "." + name).toLowerCase(Locale.ROOT));
        if (old != null) {
            edits.add(new Edit(old, JsonValue.of(value)));
            return;
        }
        List<String> path = new ArrayList<>(List.of("plugins", "settings", id));
        path.addAll(List.of(name.split("\\.", -1)));
        add(path.subList(0, path.size() - 1), path.getLast(), JsonValue.of(value));
    }

    private void add(List<String> group, String member, String json) {
        added.computeIfAbsent(List.copyOf(group), _ -> new ArrayList<>()).add(JsonValue.quoted(member) + ": " + json);
    }

    private static String prefix(List<String> group) {
        return group.stream().map(name -> name.toLowerCase(Locale.ROOT) + ".").collect(Collectors.joining());
    }

    /** The innermost first, so that a group which is to be made contains those that are to be made in it. */
    private void makeGroups() {
        int deepest = added.keySet().stream().mapToInt(List::size).max().orElse(0);
        for (int depth = deepest; depth > 0; depth--) {
            for (List<String> group : List.copyOf(added.keySet())) {
                if (group.size() == depth && !objects.containsKey(prefix(group))) {
                    String members = String.join(", ", added.getOrDefault(group, List.of()));
                    added.remove(group);
                    add(group.subList(0, depth - 1), group.getLast(), "{" + members + "}");
                }
            }
        }
    }

    /** {@return the text with its changes} */
    String changed() {
        makeGroups();
        added.forEach((group, members) -> {
            Braces braces = objects.get(prefix(group));
            if (braces != null) {
                add(braces, members);
            }
        });
        StringBuilder changed = new StringBuilder(text);
        // Backwards; of two at one place the one noted first comes to stand first.
        edits.stream()
                .sorted(Comparator.comparingInt(edit -> edit.span().start()))
                .toList()
                .reversed()
                .forEach(
                        edit -> changed.replace(edit.span().start(), edit.span().end(), edit.text()));
        return changed.toString();
    }

    private void add(Braces braces, List<String> members) {
        Span last = braces.values().isEmpty() ? null : braces.values().getLast();
        int end = endOfContents(braces);
        boolean manyLines =
                text.indexOf('\n', braces.open()) < braces.close() && text.indexOf('\n', braces.open()) >= 0;
        String before = manyLines || last == null ? "\n" + indent(braces, last) : " ";
        if (last != null && !commaFollows(last, braces.close())) {
            edits.add(new Edit(new Span(last.end(), last.end()), ","));
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            lines.append(before).append(members.get(i)).append(i + 1 < members.size() ? "," : "");
        }
        if (text.substring(end, braces.close()).indexOf('\n') < 0 && before.startsWith("\n")) {
            lines.append('\n').append(lineIndent(braces.open()));
        }
        edits.add(new Edit(new Span(end, end), lines.toString()));
    }

    /** {@return where the last character before the closing brace ends that is no space} A comment's, it may be. */
    private int endOfContents(Braces braces) {
        int end = braces.close();
        while (end > braces.open() + 1 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Commas in comments do not count. */
    private boolean commaFollows(Span value, int close) {
        int at = value.end();
        while (at < close) {
            if (text.startsWith("//", at)) {
                at = text.indexOf('\n', at);
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at) + 1;
            } else if (text.charAt(at) == ',') {
                return true;
            }
            at++;
        }
        return false;
    }

    /** As the last member, if it begins its line. */
    private String indent(Braces braces, @Nullable Span last) {
        if (last != null) {
            String line = lineIndent(last.start());
            if (text.startsWith("\"", text.lastIndexOf('\n', last.start()) + 1 + line.length())) {
                return line;
            }
        }
        return lineIndent(braces.open()) + INDENT;
    }

    private String lineIndent(int at) {
        int start = text.lastIndexOf('\n', at) + 1;
        int end = start;
        while (text.charAt(end) == ' ' || text.charAt(end) == '\t') {
            end++;
        }
        return text.substring(start, end);
    }
}
