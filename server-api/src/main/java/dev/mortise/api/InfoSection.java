package dev.mortise.api;

import dev.mortise.api.internal.HostInfoLines;

/** A section of {@code INFO}, written anew at each request, on the event loop of the client that asks. */
@FunctionalInterface
@Preview
public interface InfoSection {

    /**
     * Writes the lines of the section.
     *
     * @param lines where they go
     */
    void write(Lines lines);

    /** Takes the lines of a section. */
    sealed interface Lines permits HostInfoLines {
        /**
         * Adds the line {@code name:value}.
         *
         * @param name a word in lower case
         * @param value its value, written with {@link String#valueOf(Object)}; a line break becomes a space
         */
        void line(String name, Object value);
    }
}
