package dev.mortise.runtime.log;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger by its name, before a {@link ServerLog}.
 *
 * @param name who logs
 * @param log where to
 */
record ServerLogger(String name, ServerLog log) implements System.Logger {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF && log.takes(name, LogLevel.of(level));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            log.write(name, LogLevel.of(level), translated(bundle, text), thrown);
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        if (isLoggable(level)) {
            String text = translated(bundle, format);
            log.write(name, LogLevel.of(level), values == null ? text : filled(text, values), null);
        }
    }

    private static String translated(@Nullable ResourceBundle bundle, @Nullable String text) {
        if (bundle == null || text == null) {
            return String.valueOf(text);
        }
        try {
            return bundle.getString(text);
        } catch (MissingResourceException | ClassCastException e) {
            return text;
        }
    }

    /** Without values a text is no pattern; and one that should be and is not must not make its message disappear. */
    private static String filled(String pattern, @Nullable Object... values) {
        if (values.length == 0) {
            return pattern;
        }
        try {
            return MessageFormat.format(pattern, values);
        } catch (IllegalArgumentException e) {
            return pattern;
        }
    }
}
