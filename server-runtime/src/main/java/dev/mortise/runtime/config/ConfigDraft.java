package dev.mortise.runtime.config;

import static dev.mortise.runtime.config.ParameterTable.DIR;
import static dev.mortise.runtime.config.ParameterTable.PORT;
import static dev.mortise.runtime.config.ParameterTable.UNIX_SOCKET;
import static dev.mortise.runtime.config.SnapshotParameters.SAVE;

import dev.mortise.runtime.snapshot.SaveRules;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A configuration in the making: values come in from the file and from the command line, mistakes are collected, and
 * only {@link #finish} throws, so that the operator sees all of them at once.
 */
final class ConfigDraft {

    /** Longer texts are cut where a message repeats them. */
    private static final int SHOWN_CHARACTERS = 60;

    private final List<String> problems = new ArrayList<>();
    private ServerConfig config = ServerConfig.defaults();

    /** Says what holds where nothing is set; to be called first. */
    void startFrom(ServerConfig base) {
        config = base;
    }

    /**
     * Sets a parameter.
     *
     * @param where how the operator finds the place, such as {@code conf.json: /port}
     */
    void set(String where, Parameter<?> parameter, String text) {
        try {
            config = config.withText(parameter, parameter.defaultValue() instanceof Boolean ? flag(text) : text);
        } catch (InvalidValue e) {
            problem(
                    where,
                    "found " + shown(parameter, text) + "; allowed is "
                            + parameter.type().allowed());
        }
    }

    /** JSON has words of its own, which are as good on the command line; {@code CONFIG SET} is as strict as Redis. */
    static String flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> text;
        };
    }

    /** Sets a setting of a plugin, by a name such as {@code acme.hello.greeting}. */
    void setting(String name, String text) {
        PluginSettings present = config.value(ParameterTable.PLUGINS_SETTINGS);
        config = config.with(ParameterTable.PLUGINS_SETTINGS, present.with(name, text));
    }

    /** Sets what the file has for plugins. */
    void settings(Map<String, Map<String, Object>> blocks) {
        PluginSettings present = config.value(ParameterTable.PLUGINS_SETTINGS);
        config = config.with(ParameterTable.PLUGINS_SETTINGS, present.withBlocks(blocks));
    }

    /** Notes the file that the values come from. */
    void file(String name) {
        config = config.withFile(name);
    }

    void problem(String where, String sentence) {
        problems.add(where + ": " + sentence);
    }

    private static String shown(Parameter<?> parameter, String text) {
        if (parameter.isSecret()) {
            return "a text of " + text.length() + " characters";
        }
        return shown(text);
    }

    static String shown(String text) {
        String cut = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
        return "'" + cut + "'";
    }

    /**
     * {@return the values set so far}
     *
     * @throws InvalidConfig if there were mistakes
     */
    ServerConfig values() throws InvalidConfig {
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return config;
    }

    /**
     * {@return the configuration}
     *
     * @throws InvalidConfig if there were mistakes, or the values do not go together
     */
    ServerConfig finish() throws InvalidConfig {
        if (config.value(PORT) == 0 && config.value(UNIX_SOCKET).isEmpty()) {
            problem("port", "found 0, and no unixsocket: nobody could connect; set one of the two");
        }
        String dir = config.value(DIR);
        if (!isDirectory(dir)) {
            problem("dir", shown(dir) + " is not a directory; create it, or name another one");
        }
        ServerConfig values = values();
        // Who says where data lies wants it kept; whoever just tries the server finds nothing in his directory.
        return values.isSet(DIR) && !values.isSet(SAVE) ? values.with(SAVE, SaveRules.USUAL) : values;
    }

    private static boolean isDirectory(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
