package dev.mortise.integration.harness;

import dev.mortise.api.Argument;
import dev.mortise.testkit.ReplyValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code COMMAND DOCS} says of one command, in RESP3.
 *
 * @param name as a client calls it, in capitals: {@code CONFIG GET}
 * @param arguments what may follow the name
 * @param group the chapter it belongs to
 * @param since the version that introduced it
 * @param summary one sentence
 * @param complexity its cost, or an empty text, as Redis has it for MONITOR
 * @param advice what to use instead of it, or null if nothing is wrong with it
 * @param subcommands those it has
 */
public record CommandDoc(
        String name,
        List<Argument> arguments,
        String group,
        String since,
        String summary,
        String complexity,
        @Nullable String advice,
        List<CommandDoc> subcommands) {

    /**
     * {@return the documentation of all commands of a reply}
     *
     * @param docs a map from name to documentation
     */
    public static List<CommandDoc> readAll(ReplyValue docs) {
        return map(docs).entries().stream()
                .map(entry -> read(text(entry.key()), map(entry.value())))
                .toList();
    }

    /** {@return its arguments as a syntax line shows them, or an empty text} */
    public String syntax() {
        return String.join(" ", arguments.stream().map(Argument::syntax).toList());
    }

    private static CommandDoc read(String name, ReplyValue.Map fields) {
        return new CommandDoc(
                name.replace('|', ' ').toUpperCase(Locale.ROOT),
                arguments(fields),
                required(fields, "group"),
                required(fields, "since"),
                required(fields, "summary"),
                Objects.requireNonNullElse(optional(fields, "complexity"), ""),
                advice(fields),
                fields.find("subcommands") instanceof ReplyValue.Map subcommands ? readAll(subcommands) : List.of());
    }

    private static @Nullable String advice(ReplyValue.Map fields) {
        String since = optional(fields, "deprecated_since");
        return since == null ? null : "Deprecated since %s: use %s.".formatted(since, required(fields, "replaced_by"));
    }

    private static List<Argument> arguments(ReplyValue.Map fields) {
        return fields.find("arguments") instanceof ReplyValue.Array array
                ? array.elements().stream()
                        .map(element -> argument(map(element)))
                        .toList()
                : List.of();
    }

    private static Argument argument(ReplyValue.Map fields) {
        List<String> flags = fields.find("flags") instanceof ReplyValue.Set set
                ? set.elements().stream().map(CommandDoc::text).toList()
                : List.of();
        return new Argument(
                required(fields, "name"),
                type(required(fields, "type")),
                optional(fields, "token"),
                flags.contains("optional"),
                flags.contains("multiple"),
                flags.contains("multiple_token"),
                optional(fields, "since"),
                optional(fields, "deprecated_since"),
                arguments(fields));
    }

    private static Argument.Type type(String wireName) {
        for (Argument.Type type : Argument.Type.values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        throw new AssertionError("an argument of type " + wireName);
    }

    private static String required(ReplyValue.Map fields, String name) {
        String value = optional(fields, name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + fields);
        }
        return value;
    }

    private static @Nullable String optional(ReplyValue.Map fields, String name) {
        ReplyValue value = fields.find(name);
        return value == null ? null : text(value);
    }

    private static ReplyValue.Map map(ReplyValue value) {
        if (value instanceof ReplyValue.Map map) {
            return map;
        }
        throw new AssertionError("a map was expected, not " + value);
    }

    private static String text(ReplyValue value) {
        return switch (value) {
            case ReplyValue.Bulk bulk -> bulk.utf8();
            case ReplyValue.SimpleString simple -> simple.text();
            default -> throw new AssertionError("a text was expected, not " + value);
        };
    }
}
