package dev.mortise.runtime.keyspace;

import dev.mortise.api.ValueType;

/**
 * Turns value objects into bytes while their shard is locked, since they may change as soon as it is not; reusable for
 * the next. Not thread-safe.
 */
public interface CutValues {

    /**
     * Writes a value in place of the one before.
     *
     * @param type its type
     * @param value it
     */
    void write(ValueType<?> type, Object value);

    /** {@return where the bytes lie, from the first on; they change with the next value} */
    byte[] bytes();

    /** {@return how many there are} */
    int length();
}
