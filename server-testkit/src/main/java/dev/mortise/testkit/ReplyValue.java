package dev.mortise.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply as the client sees it, for tests to compare.
 *
 * <pre>{@code
 * assertEquals(bulk("hello"), server.send("GET greeting"));
 * assertEquals(array(bulk("a"), nil()), server.send("MGET first second"));
 * }</pre>
 *
 * <p>One type for every kind of value in RESP2 and RESP3. Values are equal if a client could not tell them apart; the
 * order of sets and maps, which means nothing, does not count. {@code toString} shows them as {@code redis-cli} would.
 * Immutable.
 *
 * @see ReplyParser
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
public sealed interface ReplyValue {

    /** {@code +OK}. */
    ReplyValue OK = new SimpleString("OK");

    /** Null: {@code $-1} in RESP2, {@code _} in RESP3. */
    ReplyValue NIL = new Null();

    /** The null array of RESP2, {@code *-1}; RESP3 has only {@link #NIL}. */
    ReplyValue NIL_ARRAY = new NullArray();

    /**
     * {@code +text}.
     *
     * @param text one line
     */
    record SimpleString(String text) implements ReplyValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * {@code -ERR text}.
     *
     * @param line code and text
     */
    record SimpleError(String line) implements ReplyValue {

        /** {@return the first word, such as {@code ERR} or {@code WRONGTYPE}} */
        public String code() {
            int space = line.indexOf(' ');
            return space < 0 ? line : line.substring(0, space);
        }

        @Override
        public String toString() {
            return "(error) " + line;
        }
    }

    /**
     * {@code :1}.
     *
     * @param value the number
     */
    record Int(long value) implements ReplyValue {
        @Override
        public String toString() {
            return "(integer) " + value;
        }
    }

    /** {@code $5}: any bytes. */
    final class Bulk implements ReplyValue {

        private final byte[] bytes;

        private Bulk(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** {@return a copy of the bytes} */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** {@return the bytes read as UTF-8} */
        public String utf8() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bulk that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return ReplyPrinter.quoted(bytes);
        }
    }

    /**
     * {@code *2}.
     *
     * @param elements in order
     */
    record Array(List<ReplyValue> elements) implements ReplyValue {

        /** Keeps a copy. */
        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return ReplyPrinter.print(this);
        }
    }

    /**
     * {@code %1}, only in RESP3.
     *
     * @param entries in the order of the wire, which does not count for equality
     */
    record Map(List<Pair> entries) implements ReplyValue {

        /** Keeps a copy. */
        public Map {
            entries = List.copyOf(entries);
        }

        /**
         * {@return the value of a key, or null if the map has no such key}
         *
         * @param key a bulk string or, failing that, a simple string
         */
        public @Nullable ReplyValue find(String key) {
            ReplyValue simple = status(key);
            ReplyValue bulk = bulk(key);
            for (Pair entry : entries) {
                if (entry.key().equals(bulk) || entry.key().equals(simple)) {
                    return entry.value();
                }
            }
            return null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map that && Unordered.equal(entries, that.entries);
        }

        @Override
        public int hashCode() {
            return Unordered.hash(entries);
        }

        @Override
        public String toString() {
            return ReplyPrinter.print(this);
        }
    }

    /**
     * One entry of a map.
     *
     * @param key any value
     * @param value any value
     */
    record Pair(ReplyValue key, ReplyValue value) {}

    /**
     * {@code ~2}, only in RESP3.
     *
     * @param elements in the order of the wire, which does not count for equality
     */
    record Set(List<ReplyValue> elements) implements ReplyValue {

        /** Keeps a copy. */
        public Set {
            elements = List.copyOf(elements);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Set that && Unordered.equal(elements, that.elements);
        }

        @Override
        public int hashCode() {
            return Unordered.hash(elements);
        }

        @Override
        public String toString() {
            return ReplyPrinter.print(this);
        }
    }

    /** Null: {@link #NIL}. */
    record Null() implements ReplyValue {
        @Override
        public String toString() {
            return "(nil)";
        }
    }

    /** The null array of RESP2: {@link #NIL_ARRAY}. */
    record NullArray() implements ReplyValue {
        @Override
        public String toString() {
            return "(nil array)";
        }
    }

    /**
     * {@code ,1.5}, only in RESP3.
     *
     * @param value the number
     */
    record FloatingPoint(double value) implements ReplyValue {
        @Override
        public String toString() {
            return "(double) " + value;
        }
    }

    /**
     * {@code (123}, only in RESP3.
     *
     * @param digits of any number, with its sign if it is negative
     */
    record BigNumber(String digits) implements ReplyValue {
        @Override
        public String toString() {
            return "(big number) " + digits;
        }
    }

    /**
     * {@code #t} or {@code #f}, only in RESP3.
     *
     * @param value the truth
     */
    record Bool(boolean value) implements ReplyValue {
        @Override
        public String toString() {
            return value ? "(true)" : "(false)";
        }
    }

    /**
     * {@code =8} and {@code txt:text}, only in RESP3.
     *
     * @param format three letters, {@code txt} for most
     * @param text what people read
     */
    record Verbatim(String format, String text) implements ReplyValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * {@code >2}: a message out of turn, only in RESP3.
     *
     * @param elements in order; the first one names the kind of message
     */
    record Push(List<ReplyValue> elements) implements ReplyValue {

        /** Keeps a copy. */
        public Push {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return ReplyPrinter.print(this);
        }
    }

    /** {@return {@code +OK}} */
    static ReplyValue ok() {
        return OK;
    }

    /**
     * {@return a simple string}
     *
     * @param text one line
     */
    static ReplyValue status(String text) {
        return new SimpleString(text);
    }

    /**
     * {@return a simple error}
     *
     * @param line code and text, such as {@code "ERR syntax error"}
     */
    static ReplyValue error(String line) {
        return new SimpleError(line);
    }

    /**
     * {@return an integer}
     *
     * @param value the number
     */
    static ReplyValue integer(long value) {
        return new Int(value);
    }

    /**
     * {@return a bulk string in UTF-8}
     *
     * @param text what it holds
     */
    static ReplyValue bulk(String text) {
        return new Bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return a bulk string}
     *
     * @param bytes what it holds; copied
     */
    static ReplyValue bulk(byte[] bytes) {
        return new Bulk(bytes);
    }

    /** {@return null} */
    static ReplyValue nil() {
        return NIL;
    }

    /** {@return the null array of RESP2} */
    static ReplyValue nilArray() {
        return NIL_ARRAY;
    }

    /**
     * {@return an array}
     *
     * @param elements in order
     */
    static ReplyValue array(ReplyValue... elements) {
        return new Array(List.of(elements));
    }

    /**
     * {@return an array of bulk strings}
     *
     * @param texts what they hold, in order
     */
    static ReplyValue bulks(String... texts) {
        return new Array(Arrays.stream(texts).map(ReplyValue::bulk).toList());
    }

    /**
     * {@return a map}
     *
     * @param keysAndValues a key, its value, the next key, …
     * @throws IllegalArgumentException if the last key has no value
     */
    static ReplyValue map(ReplyValue... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last key has no value");
        }
        List<Pair> entries = new ArrayList<>(keysAndValues.length / 2);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new Pair(keysAndValues[i], keysAndValues[i + 1]));
        }
        return new Map(entries);
    }

    /**
     * {@return a set}
     *
     * @param elements in any order
     */
    static ReplyValue set(ReplyValue... elements) {
        return new Set(List.of(elements));
    }

    /**
     * {@return a double}
     *
     * @param value the number
     */
    static ReplyValue number(double value) {
        return new FloatingPoint(value);
    }

    /**
     * {@return a boolean}
     *
     * @param value the truth
     */
    static ReplyValue bool(boolean value) {
        return new Bool(value);
    }

    /**
     * {@return a verbatim string of format {@code txt}}
     *
     * @param text what it holds
     */
    static ReplyValue verbatim(String text) {
        return new Verbatim("txt", text);
    }

    /**
     * {@return a push message}
     *
     * @param elements in order
     */
    static ReplyValue push(ReplyValue... elements) {
        return new Push(List.of(elements));
    }
}
