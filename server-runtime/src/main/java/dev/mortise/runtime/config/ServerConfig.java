package dev.mortise.runtime.config;

import static dev.mortise.runtime.config.ParameterTable.DIR;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value for every parameter. Immutable; holds only what differs from the defaults.
 *
 * <p>Not for the hot path: who needs a value per request keeps it in a field, and has {@link LiveConfig} tell of
 * changes.
 */
public final class ServerConfig {

    /**
     * As the value of {@code port}, and such that no text means it: any that is free. For a server within another
     * program, which asks for the port when it has started.
     */
    public static final long ANY_PORT = -1;

    private static final ServerConfig DEFAULTS = new ServerConfig(Map.of(), "");

    /** Only {@link #with} adds to it, so a value is always of its parameter's type. */
    private final Map<Parameter<?>, Object> changed;

    private final String file;

    private ServerConfig(Map<Parameter<?>, Object> changed, String file) {
        this.changed = changed;
        this.file = file;
    }

    /** {@return the configuration of a server that was told nothing} */
    public static ServerConfig defaults() {
        return DEFAULTS;
    }

    /** {@return the value of a parameter} */
    @SuppressWarnings("unchecked")
    public <T> T value(Parameter<T> parameter) {
        Object value = changed.get(parameter);
        return value == null ? parameter.defaultValue() : (T) value;
    }

    /** {@return whether somebody has said what the value of a parameter is} */
    public boolean isSet(Parameter<?> parameter) {
        return changed.containsKey(parameter);
    }

    /** {@return the value of a parameter as an int, the largest or smallest if it is beyond} */
    public int intValue(Parameter<Long> parameter) {
        return Math.clamp(value(parameter), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * {@return the path that a parameter holds, starting from {@code dir} if it is relative, or null if it is empty}
     */
    @Nullable
    public Path path(Parameter<String> parameter) {
        String path = value(parameter);
        return path.isEmpty() ? null : Path.of(value(DIR)).toAbsolutePath().resolve(path);
    }

    /** {@return the file it was read from, or an empty text} */
    public String file() {
        return file;
    }

    ServerConfig withFile(String name) {
        return new ServerConfig(changed, name);
    }

    /** {@return the same with another value of one parameter} */
    public <T> ServerConfig with(Parameter<T> parameter, T value) {
        Map<Parameter<?>, Object> values = new LinkedHashMap<>(changed);
        values.put(parameter, value);
        return new ServerConfig(values, file);
    }

    /**
     * {@return the same with another value of one parameter}
     *
     * @throws InvalidValue if the text means no value that is allowed
     */
    public <T> ServerConfig withText(Parameter<T> parameter, String text) throws InvalidValue {
        return with(parameter, parameter.type().parse(text, value(parameter)));
    }

    /** {@return the value of a parameter as {@code CONFIG GET} shows it} */
    public <T> String text(Parameter<T> parameter) {
        return parameter.type().format(value(parameter));
    }

    /** {@return the value of a parameter as it is written, which gives it again} */
    public <T> String written(Parameter<T> parameter) {
        return parameter.type().write(value(parameter));
    }

    /** {@return all values as {@code CONFIG GET} shows them, by name} */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Parameter<?> parameter : ParameterTable.all()) {
            texts.put(parameter.name(), text(parameter));
            if (!parameter.formerName().isEmpty()) {
                texts.put(parameter.formerName(), text(parameter));
            }
        }
        return texts;
    }
}
