package dev.mortise.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@linkplain Request#call(CommandRef, Slice...) called} command has answered, as a value to look at. May be
 * kept; for any thread.
 *
 * <p>Each accessor throws an {@link IllegalStateException} if the answer is of another kind.
 */
@Preview
public final class CallResult {

    /** What an answer can be. There may be more in later versions: a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** A bulk or simple string, a verbatim string, or a number too large for 64 bits. */
        STRING,
        /** A whole number. */
        INTEGER,
        /** A number with a fraction. */
        DOUBLE,
        /** Yes or no. */
        BOOLEAN,
        /** Nothing. */
        NIL,
        /** Several answers in order; of a map, keys and values in turn. */
        ARRAY
    }

    private final Kind kind;
    private final @Nullable Object value;

    private CallResult(Kind kind, @Nullable Object value) {
        this.kind = kind;
        this.value = value;
    }

    /**
     * {@return a string}
     *
     * @param bytes not copied
     */
    public static CallResult string(byte[] bytes) {
        return new CallResult(Kind.STRING, bytes);
    }

    /**
     * {@return a whole number}
     *
     * @param value it
     */
    public static CallResult integer(long value) {
        return new CallResult(Kind.INTEGER, value);
    }

    /**
     * {@return a number with a fraction}
     *
     * @param value it
     */
    public static CallResult number(double value) {
        return new CallResult(Kind.DOUBLE, value);
    }

    /**
     * {@return yes or no}
     *
     * @param value which
     */
    public static CallResult bool(boolean value) {
        return new CallResult(Kind.BOOLEAN, value);
    }

    /** {@return nothing} */
    public static CallResult nil() {
        return new CallResult(Kind.NIL, null);
    }

    /**
     * {@return several answers}
     *
     * @param elements them
     */
    public static CallResult array(List<CallResult> elements) {
        return new CallResult(Kind.ARRAY, List.copyOf(elements));
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return whether it is nothing} */
    public boolean isNil() {
        return kind == Kind.NIL;
    }

    /** {@return the bytes of a string, not copied} */
    public byte[] bytes() {
        return (byte[]) value(Kind.STRING);
    }

    /** {@return a string, read as UTF-8} */
    public String utf8() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** {@return a whole number} */
    public long asLong() {
        return (Long) value(Kind.INTEGER);
    }

    /** {@return a number with a fraction} */
    public double asDouble() {
        return (Double) value(Kind.DOUBLE);
    }

    /** {@return yes or no} */
    public boolean asBoolean() {
        return (Boolean) value(Kind.BOOLEAN);
    }

    /** {@return several answers} */
    @SuppressWarnings("unchecked") // Made by array() alone.
    public List<CallResult> elements() {
        return (List<CallResult>) value(Kind.ARRAY);
    }

    private Object value(Kind expected) {
        Object present = value;
        if (kind != expected || present == null) {
            throw new IllegalStateException("the command answered " + this + ", which is no " + expected);
        }
        return present;
    }

    /** {@return it in words, for messages and debuggers} */
    @Override
    public String toString() {
        return kind == Kind.STRING ? '"' + utf8() + '"' : String.valueOf(value);
    }
}
