package dev.mortise.runtime.rdb;

import dev.mortise.api.ValueType;
import java.io.IOException;

/** What a {@link RdbReader} hands over, in the order of the file. What it gets is borrowed, value objects apart. */
interface RdbTarget {

    /** Something that is said about the file as a whole. */
    default void note(String name, String value) {}

    /** About how many keys follow in a database. */
    default void expect(int database, long keys, long expiring) {}

    /** A string. */
    void string(LoadedKey key, RdbBytes value) throws IOException;

    /** Any other value. */
    <V> void object(LoadedKey key, ValueType<V> type, V value) throws IOException;

    /**
     * Something between the keys that nobody here understands: a library of functions, or what a module has to say
     * about the whole.
     *
     * @param bytes from its opcode to its end
     */
    void section(byte[] bytes);
}
