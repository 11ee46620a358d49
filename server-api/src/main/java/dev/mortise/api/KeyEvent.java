package dev.mortise.api;

/**
 * Something that has happened to a key, under the name that Redis's keyspace notifications have for it.
 *
 * <p>Immutable; may be kept and handed to other threads.
 *
 * @param kind what it has to do with
 * @param name such as {@code set}, {@code del}, {@code expire}, {@code expired}, {@code rename_from}, {@code incrby}
 * @param database the number of the key's database
 * @param key the key
 * @see <a href="https://redis.io/docs/latest/develop/pubsub/keyspace-notifications/">Keyspace notifications</a>
 */
@Preview
public record KeyEvent(Kind kind, String name, int database, Slice key) {

    /**
     * The classes by which Redis's {@code notify-keyspace-events} chooses events. New ones may appear in a minor
     * version: a {@code switch} over kinds needs a {@code default}.
     */
    public enum Kind {
        /** What any key can meet with: {@code del}, {@code expire}, {@code rename_from} and the like. */
        GENERIC('g'),
        /** A string was written. */
        STRING('$'),
        /** A list was changed. */
        LIST('l'),
        /** A set was changed. */
        SET('s'),
        /** A hash was changed. */
        HASH('h'),
        /** A sorted set was changed. */
        SORTED_SET('z'),
        /** A key's time was over, and it was removed: {@code expired}. */
        EXPIRED('x'),
        /** A key was removed to make room: {@code evicted}. */
        EVICTED('e'),
        /** A stream was changed. */
        STREAM('t'),
        /** A value of a plugin's own type was changed. */
        MODULE('d'),
        /** A key is there that was not: {@code new}, before the event of what created it. */
        NEW('n'),
        /** A command has asked for a value that is not there: {@code keymiss}; see {@link Request#lookUp}. */
        MISSED('m');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        /** {@return the letter by which {@code notify-keyspace-events} chooses this kind} */
        public char letter() {
            return letter;
        }

        /**
         * {@return the kind of the events that a change of a value brings about}
         *
         * @param type the type of the value
         */
        public static Kind of(ValueType<?> type) {
            return switch (type.name()) {
                case "string" -> STRING;
                case "list" -> LIST;
                case "set" -> SET;
                case "hash" -> HASH;
                case "zset" -> SORTED_SET;
                case "stream" -> STREAM;
                default -> MODULE;
            };
        }
    }
}
