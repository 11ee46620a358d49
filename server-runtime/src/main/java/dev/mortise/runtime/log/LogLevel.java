package dev.mortise.runtime.log;

import java.util.Locale;

/** How important a message is: the levels of Redis, which are four, and their marks in a line of the log. */
public enum LogLevel {
    /** Of use to who looks for a mistake in the server. */
    DEBUG('.', System.Logger.Level.TRACE),
    /** Of use to who looks for a mistake in what is around it. */
    VERBOSE('-', System.Logger.Level.DEBUG),
    /** What an operator wants to know. */
    NOTICE('*', System.Logger.Level.INFO),
    /** What an operator has to know. */
    WARNING('#', System.Logger.Level.WARNING);

    private final char mark;
    private final System.Logger.Level from;

    LogLevel(char mark, System.Logger.Level from) {
        this.mark = mark;
        this.from = from;
    }

    /** {@return the level of a name such as {@code notice}} */
    public static LogLevel named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** {@return the level of a message of Java's; errors are warnings, as Redis knows nothing above} */
    static LogLevel of(System.Logger.Level level) {
        LogLevel found = DEBUG;
        for (LogLevel candidate : values()) {
            if (level.getSeverity() >= candidate.from.getSeverity()) {
                found = candidate;
            }
        }
        return found;
    }

    char mark() {
        return mark;
    }
}
