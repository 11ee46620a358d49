package dev.mortise.runtime.config;

import dev.mortise.runtime.config.ParameterTable.Section;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;

/** Writes the documentation of parameters from {@link ParameterTable}. */
final class ConfigurationPages {

    private static final int WIDTH = 110;

    private ConfigurationPages() {}

    /** {@return {@code docs/configuration.md}} */
    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Written from ParameterTable by ConfigurationPagesTest. -->

                Mortise needs no configuration. Without any it listens on port 6379 and keeps its keys in memory.

                A parameter can be set in three places, the later ones winning:

                1. in a JSON file, `mortise --config mortise.json`. Comments are allowed in it. A dot in a name is a
                   level: `plugins.strict` is `{"plugins": {"strict": false}}`. Numbers, `true` and `false`, lists and
                   objects may be written as such. `conf/mortise.json` in the package has every parameter in a comment;
                2. on the command line, `mortise --port 7000 --bind 127.0.0.1 -::1`, or `--set port=7000`;
                3. while the server runs, `CONFIG SET timeout 60`, if the parameter says *live*. `CONFIG REWRITE`
                   writes the present values into the file, and leaves everything else in it as it is.

                Every mistake is reported before the server starts, all of them at once. Names and values are those of
                Redis where Redis has the parameter. Sizes in bytes take units: `k`, `m`, `g` count in thousands,
                `kb`, `mb`, `gb` in 1024s.
                """);
        for (Section section : ParameterTable.sections()) {
            page.append("\n## ").append(section.title()).append('\n');
            section.parameters().forEach(parameter -> describe(page, parameter));
        }
        page.append("""

                ## Parameters of Redis that are not there

                `CONFIG GET` leaves them out, `CONFIG SET` and the configuration file refuse them.

                | Because | |
                |---|---|
                """);
        for (AbsentParameters.Absent absent : AbsentParameters.all()) {
            page.append("| ")
                    .append(absent.reason())
                    .append(" | `")
                    .append(String.join("`, `", absent.names()))
                    .append("` |\n");
        }
        return page.toString();
    }

    private static <T> void describe(StringBuilder page, Parameter<T> parameter) {
        page.append("\n### `")
                .append(parameter)
                .append("`\n")
                .append(wrapped(parameter.summary(), ""))
                .append('\n');
        page.append("- default: ").append(inWords(parameter)).append('\n');
        page.append("- allowed: ").append(parameter.type().allowed()).append('\n');
        if (!parameter.formerName().isEmpty()) {
            page.append("- formerly `").append(parameter.formerName()).append("`, which still does\n");
        }
        page.append(parameter.isLive() ? "- live\n" : "- fixed at start\n");
    }

    private static <T> String inWords(Parameter<T> parameter) {
        if (!parameter.defaultInWords().isEmpty()) {
            return parameter.defaultInWords();
        }
        String text = parameter.type().format(parameter.defaultValue());
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    /** {@return {@code conf/mortise.json}} */
    static String json() {
        StringBuilder file = new StringBuilder("""
                // Parameters of Mortise, all at their defaults: bin/mortise --config conf/mortise.json
                //
                // To change one, remove the two slashes before its name. docs/configuration.md has more about each.
                // Written from ParameterTable by ConfigurationPagesTest.
                {
                """);
        Iterator<Section> sections = ParameterTable.sections().iterator();
        while (sections.hasNext()) {
            Section section = sections.next();
            boolean nested = section.parameters().stream().anyMatch(ConfigurationPages::isNested);
            file.append("  // ").append(section.title()).append('\n');
            if (nested) {
                file.append("  \"plugins\": {\n");
            }
            section.parameters().forEach(parameter -> member(file, parameter, nested ? "    " : "  "));
            file.append(nested ? "  },\n" : "").append(sections.hasNext() ? "\n" : "");
        }
        return file.append("}\n").toString();
    }

    private static boolean isNested(Parameter<?> parameter) {
        return parameter.name().indexOf('.') >= 0;
    }

    private static <T> void member(StringBuilder file, Parameter<T> parameter, String indent) {
        String summary = parameter.summary();
        if (!parameter.defaultInWords().isEmpty()) {
            summary += " Default: " + parameter.defaultInWords() + ".";
        }
        String name = parameter.name().substring(parameter.name().indexOf('.') + 1);
        file.append('\n').append(wrapped(summary, indent + "// ")).append('\n');
        file.append(indent)
                .append("//\"")
                .append(name)
                .append("\": ")
                .append(value(parameter))
                .append(",\n");
    }

    private static <T> String value(Parameter<T> parameter) {
        String text = parameter.type().format(parameter.defaultValue());
        if (!parameter.defaultInWords().isEmpty()) {
            text = switch (parameter.name()) {
                case "shards" -> "64";
                case "io-threads" -> "2";
                case "dir" -> "data";
                case "save" -> "3600 1 300 100 60 10000";
                default -> "plugins";
            };
        }
        return switch (parameter.defaultValue()) {
            case Long _ -> text;
            case Boolean flag -> flag.toString();
            case String _ -> quoted(text);
            default ->
                switch (parameter.type().shape()) {
                    case MAP, TREE -> "{}";
                    case LIST -> "[" + words(text) + "]";
                    case SCALAR -> quoted(text);
                };
        };
    }

    private static String words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(ConfigurationPages::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String wrapped(String text, String indent) {
        StringBuilder lines = new StringBuilder(indent);
        int column = indent.length();
        for (String word : text.split(" ", -1)) {
            if (column > indent.length() && column + 1 + word.length() > WIDTH) {
                lines.append('\n').append(indent);
                column = indent.length();
            }
            if (column > indent.length()) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
