package dev.mortise.api;

import dev.mortise.api.internal.HostJournalUnit;
import java.util.List;

/**
 * Changes that belong together: those of one command, or the end of one entry.
 *
 * <p>Belongs to the call of {@link JournalListener#unit} it was handed to.
 */
@Preview
public sealed interface JournalUnit permits HostJournalUnit {

    /** {@return its number: 1 for the first since the server was started, one more for each that follows} */
    long position();

    /** {@return the time at which it was done, in milliseconds since 1970; doing it again is to happen at the same} */
    long nowMillis();

    /**
     * Shows the changes in the order in which they are to be done again.
     *
     * @param effects gets them
     */
    void forEach(Effects effects);

    /** Gets the changes of a unit. All that it is handed is borrowed for the call. */
    interface Effects {

        /**
         * A command that does it again: the one that the client sent, or one that says what came of it. Instants in it
         * are absolute, and no outcome is left to chance.
         *
         * @param database the number of the database
         * @param words the name and the arguments
         */
        void command(int database, List<Slice> words);

        /**
         * A key holds a value now, whatever it held before.
         *
         * @param database the number of the database
         * @param key the key
         * @param type the type of the value, never that of strings
         * @param value the value, only to be read
         * @param expireAtMillis when it ends, or {@link Entry#NEVER}
         * @param <V> the class of the value
         */
        <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis);
    }
}
