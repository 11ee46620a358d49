package dev.mortise.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server was called with.
 *
 * <p>Every parameter is an option of its own name, {@code --port 7000}, and {@code --set port=7000} is the same. As
 * with Redis, all words up to the next one that begins with two dashes belong to the option ({@code --bind 127.0.0.1
 * -::1}); {@code --name=value} takes a value that itself begins with dashes. The command line wins over the file, of
 * two options of one name the last wins, and those that are lists add up.
 *
 * <p>Written by hand, because the table already knows everything that an option parser would have to be told, and
 * because the start of the server is measured in milliseconds: {@code docs/decisions} has the figures.
 */
public sealed interface CommandLine {

    /** The server is to run with this configuration. */
    record Run(ServerConfig config) implements CommandLine {}

    /** The operator asked how to call the server. */
    record Help() implements CommandLine {}

    /** The operator asked which version this is. */
    record Version() implements CommandLine {}

    /**
     * {@return what is wanted}
     *
     * @throws InvalidConfig with every mistake of the command line and of the file it names
     */
    static CommandLine parse(String... words) throws InvalidConfig {
        return new Parser(words).parse();
    }

    /**
     * {@return what a program wants that has the server within it, and no command line}
     *
     * @param base what holds where nothing is said
     * @param values texts by the names of their parameters; they mean what {@code --set name=value} does
     * @throws InvalidConfig with every mistake
     */
    static ServerConfig parse(ServerConfig base, Map<String, String> values) throws InvalidConfig {
        return new Parser().parse(base, values);
    }

    /** Walks over the words once. The file is read first, wherever {@code --config} stands. */
    final class Parser {

        private final String[] words;
        private final ConfigDraft draft = new ConfigDraft();
        private final Map<Parameter<?>, List<String>> values = new LinkedHashMap<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private @Nullable String configFile;
        private int next;

        private Parser(String... words) {
            this.words = words;
        }

        private ServerConfig parse(ServerConfig base, Map<String, String> given) throws InvalidConfig {
            draft.startFrom(base);
            given.forEach((name, value) -> parameter(name, name, List.of(value)));
            takeValues("");
            return draft.finish();
        }

        private CommandLine parse() throws InvalidConfig {
            while (next < words.length) {
                String word = words[next++];
                switch (word) {
                    case "--help", "-h" -> {
                        return new Help();
                    }
                    case "--version", "-v" -> {
                        return new Version();
                    }
                    default -> option(word);
                }
            }
            if (configFile != null) {
                readFile(configFile);
            }
            takeValues("--");
            return new Run(draft.finish());
        }

        private void takeValues(String mark) {
            values.forEach((parameter, texts) -> draft.set(mark + parameter, parameter, String.join(" ", texts)));
            settings.forEach(draft::setting);
        }

        private void option(String word) {
            if (!word.startsWith("--")) {
                draft.problem(ConfigDraft.shown(word), "is no option; a configuration file is given with --config");
                return;
            }
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            List<String> arguments = equals < 0 ? following() : List.of(word.substring(equals + 1));
            switch (name) {
                case "config" -> single(word, arguments, file -> configFile = file);
                case "set" -> single(word, arguments, this::assignment);
                default -> parameter("--" + name, name, arguments);
            }
        }

        private List<String> following() {
            List<String> following = new ArrayList<>();
            while (next < words.length && !words[next].startsWith("--")) {
                following.add(words[next++]);
            }
            return following;
        }

        private void single(String option, List<String> arguments, Consumer<String> action) {
            if (arguments.size() == 1) {
                action.accept(arguments.getFirst());
            } else {
                draft.problem(option, "takes one value, found " + arguments.size());
            }
        }

        private void assignment(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                draft.problem("--set " + text, "must be of the form name=value");
                return;
            }
            String name = text.substring(0, equals);
            parameter("--set " + name, name, List.of(text.substring(equals + 1)));
        }

        private void parameter(String option, String name, List<String> arguments) {
            Parameter<?> parameter = ParameterTable.find(name);
            Parameter<?> owner = parameter == null ? ParameterTable.findOwner(name) : null;
            if (owner != null && arguments.size() == 1) {
                String member = name.substring(owner.name().length() + 1);
                if (owner.type().shape() == ParameterType.Shape.TREE) {
                    settings.put(member, arguments.getFirst());
                    return;
                }
                values.computeIfAbsent(owner, _ -> new ArrayList<>()).add(member + "=" + arguments.getFirst());
                return;
            }
            if (parameter == null) {
                draft.problem(option, ParameterTable.unknown(name, "", '.') + " (--help lists all)");
                return;
            }
            boolean several = parameter.type().shape() != ParameterType.Shape.SCALAR;
            if (!several && arguments.size() != 1) {
                draft.problem(option, "takes one value, found " + arguments.size());
                return;
            }
            if (several) {
                values.computeIfAbsent(parameter, _ -> new ArrayList<>()).addAll(arguments);
            } else {
                values.put(parameter, arguments);
            }
        }

        private void readFile(String name) {
            try {
                ConfigFile.read(Path.of(name), draft);
            } catch (InvalidPathException e) {
                draft.problem("--config", ConfigDraft.shown(name) + " is no path");
            }
        }
    }
}
