package dev.mortise.api;

import dev.mortise.api.internal.HostEntry;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the keyspace holds under one key: a value of some type and the instant it ends, or nothing.
 *
 * <p>An entry whose time is over is not there. Changing an entry is all a command has to do: accounting, change
 * counters, watchers and the journal follow from it.
 *
 * <pre>{@code
 * Entry entry = request.entry(0);
 * Slice old = entry.get(Types.STRING);               // null if absent, WRONGTYPE is thrown for us
 * entry.set(Types.STRING, request.arg(1), Entry.NEVER);
 * }</pre>
 *
 * <p>Belongs to the call that handed it out; not for other threads.
 */
@Stable
public sealed interface Entry permits HostEntry {

    /** As an expiry: the entry has none. Later than any instant. */
    long NEVER = Long.MAX_VALUE;

    /** {@return whether there is a value} */
    boolean exists();

    /** {@return the type of the value, or null if there is none} */
    @Nullable
    ValueType<?> type();

    /**
     * {@return the name of the form the value is in, as {@code OBJECT ENCODING} answers, or null if there is none}
     *
     * <p>{@linkplain ValueType#encoding The type} names it. Of a string it is the form Redis would have it in after the
     * same commands: {@code int}, {@code embstr} or {@code raw}.
     */
    @Nullable
    String encoding();

    /**
     * {@return the value, or null if there is none}
     *
     * @param type the type it must have
     * @param <V> the class of its values
     * @throws ServerError {@code WRONGTYPE} if it has another type
     */
    <V> @Nullable V get(ValueType<V> type);

    /**
     * {@return the value, created if there is none}
     *
     * <p>A created value counts as a change, and has no expiry. One of a {@link PackableType} is there only when it is
     * said to have {@linkplain #changed changed}.
     *
     * @param type the type it must have or will get
     * @param <V> the class of its values
     * @throws ServerError {@code WRONGTYPE} if it has another type
     */
    <V> V getOrCreate(ValueType<V> type);

    /**
     * Replaces whatever is there, of any type, and keeps its expiry.
     *
     * @param type the type of the new value
     * @param value the new value; bytes are copied, objects are kept
     * @param <V> the class of its values
     */
    <V> void set(ValueType<V> type, V value);

    /**
     * Replaces whatever is there, of any type, and its expiry.
     *
     * @param type the type of the new value
     * @param value the new value; bytes are copied, objects are kept
     * @param expireAtMillis when it ends, in milliseconds since 1970, or {@link #NEVER}
     * @param <V> the class of its values
     */
    <V> void set(ValueType<V> type, V value, long expireAtMillis);

    /**
     * Replaces whatever is there by the decimal digits of a number, and keeps its expiry.
     *
     * @param value the number
     */
    void setInteger(long value);

    /**
     * Replaces whatever is there by a string, as {@link #set(ValueType, Object)} does, keeping its expiry; but what
     * consists of digits is not taken as a number.
     *
     * <p>The difference shows in {@link #encoding} alone. {@code INCRBYFLOAT} is why it exists: its result is text,
     * even if it is a whole number.
     *
     * @param text the new value; copied
     */
    void setText(Slice text);

    /**
     * Writes bytes into the string at an offset, overwriting what is there and growing it as needed; a gap is filled
     * with zero bytes, and a missing entry is taken as an empty string. Keeps the expiry. Costs no more than the bytes
     * written, amortised, so that appending is cheap.
     *
     * @param offset where the first byte goes, at least 0
     * @param bytes what is written; not a part of this entry's own value
     * @throws ServerError {@code WRONGTYPE} if the value is no string
     */
    void write(int offset, Slice bytes);

    /** Says that the value object was changed in place. Needed for types other than strings only. */
    default void changed() {
        changed(1);
    }

    /**
     * Says that the value object was changed in place, and how much: by so many elements or fields, which count for the
     * rules by which snapshots are saved. Everything else follows from it as from {@link #changed()}, whatever the
     * number.
     *
     * @param count at least 0; the sum counts if it is said more than once
     * @throws IllegalArgumentException for less than 0
     */
    @Preview
    void changed(long count);

    /**
     * Names what was done to the value, where the command's {@linkplain CommandSpec#event() own name} for it is not the
     * right one: a command that moves an element from list to list does something else to each.
     *
     * @param name as in Redis's keyspace notifications, such as {@code lpop}
     */
    void event(String name);

    /**
     * Puts the value, with its expiry, under another key, which loses what it held; there is nothing here any more.
     *
     * <p>A value object goes over as it is; the bytes of a string are copied. If the other entry is this very one,
     * nothing happens. Counts as one change.
     *
     * @param target an entry of the same call: of another key, or of this one in another database
     * @throws IllegalStateException if there is no value
     */
    void moveTo(Entry target);

    /**
     * Puts a {@linkplain ValueType#copy copy} of the value, with the same expiry, under another key, which loses what
     * it held.
     *
     * @param target an entry of the same call: of another key, or of this one in another database
     * @throws IllegalStateException if there is no value, or if the other entry is this very one
     * @throws ServerError if the type makes no copies; nothing has changed then
     */
    void copyTo(Entry target);

    /** {@return whether there was something to remove} */
    boolean remove();

    /**
     * {@return for how many seconds the entry was not used; empty if there is none, or if the server counts how often
     * entries are used instead, because its {@code maxmemory-policy} is one of the least frequently used}
     *
     * <p>{@link Request#entry} is a use, {@link Request#peek} is not.
     */
    OptionalLong idleSeconds();

    /**
     * {@return how often the entry was used, on a scale from 0 to 255 that is about logarithmic and forgets with time;
     * empty if there is none, or if the server does not count because of its {@code maxmemory-policy}}
     */
    OptionalInt useFrequency();

    /** {@return how many bytes the key takes with its value and its part of the index, or 0 if there is none} */
    long memoryBytes();

    /** {@return when the entry ends, in milliseconds since 1970, or {@link #NEVER}; {@code NEVER} if there is none} */
    long expireAtMillis();

    /**
     * Sets when the entry ends. An instant that has passed removes it.
     *
     * @param instant in milliseconds since 1970, or {@link #NEVER}
     * @throws IllegalStateException if there is no entry
     */
    void expireAtMillis(long instant);
}
