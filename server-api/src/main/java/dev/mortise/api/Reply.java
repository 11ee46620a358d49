package dev.mortise.api;

import dev.mortise.api.internal.HostReply;

/**
 * Where a command writes its answer, exactly one value. The same calls give RESP2 or RESP3, as the client chose.
 *
 * <p>An aggregate is announced with its size, then follow its elements, which may be aggregates themselves:
 *
 * <pre>{@code
 * reply.map(2);
 * reply.bulk("name");
 * reply.bulk("mortise");
 * reply.bulk("ports");
 * reply.array(1);
 * reply.integer(6379);
 * }</pre>
 *
 * <p>Too few or too many elements are answered as an internal error: the connection never gets out of step. Belongs to
 * the call of {@link Command#execute}.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
@Stable
public sealed interface Reply permits HostReply {

    /** Writes {@code +OK}. */
    void ok();

    /**
     * Writes a simple string.
     *
     * @param text one line of ASCII
     */
    void status(String text);

    /**
     * Writes an integer.
     *
     * @param value the number
     */
    void integer(long value);

    /**
     * Writes a double; in RESP2, a bulk string of its decimal form. At most 17 digits, as Redis 7.0 prints
     * them.
     *
     * @param value the number
     */
    void number(double value);

    /**
     * Writes a whole number of any size; in RESP2, a bulk string of its digits.
     *
     * @param digits decimal digits, after a minus if it is negative
     */
    void bigNumber(String digits);

    /**
     * Writes a boolean; in RESP2, the integer 1 or 0.
     *
     * @param value the truth
     */
    void bool(boolean value);

    /** Writes null; in RESP2, the null bulk string. */
    void nil();

    /** Writes null in the place of an array; in RESP2, the null array. */
    void nilArray();

    /**
     * Writes a bulk string.
     *
     * @param bytes what it holds; copied
     */
    void bulk(Slice bytes);

    /**
     * Writes a bulk string of a part of some bytes, which costs what the part costs.
     *
     * @param bytes of which it is a part; copied
     * @param from the index of its first byte
     * @param count how many bytes it has
     * @throws IndexOutOfBoundsException if there is no such part; nothing is written then
     */
    void bulk(Slice bytes, int from, int count);

    /**
     * Writes a bulk string.
     *
     * @param bytes what it holds; copied
     */
    void bulk(byte[] bytes);

    /**
     * Writes a bulk string of some bytes of an array.
     *
     * @param bytes where they lie; copied
     * @param from the index of the first one
     * @param count how many there are
     * @throws IndexOutOfBoundsException if there are no such bytes
     */
    void bulk(byte[] bytes, int from, int count);

    /**
     * Writes a bulk string in UTF-8.
     *
     * @param text what it holds
     */
    void bulk(String text);

    /**
     * Writes a text for people to read: a verbatim string; in RESP2, a bulk string.
     *
     * @param text what it holds
     */
    void verbatim(String text);

    /**
     * Writes an error as the whole reply, instead of anything written before.
     *
     * @param error the error
     */
    void error(ServerError error);

    /**
     * Announces an array.
     *
     * @param size how many elements follow, at least 0
     */
    void array(int size);

    /**
     * Announces a map; in RESP2, an array of twice the size.
     *
     * @param size how many pairs of key and value follow, at least 0
     */
    void map(int size);

    /**
     * Announces a set; in RESP2, an array.
     *
     * @param size how many elements follow, at least 0
     */
    void set(int size);

    /**
     * Announces a push, which is what a {@link Message} usually is; in RESP2, an array. In a command's reply it comes
     * in front of the value that is the answer.
     *
     * @param size how many elements follow, at least 0
     * @throws IllegalStateException in the midst of a reply
     */
    void push(int size);

    /**
     * Answers with a message, as {@code SUBSCRIBE} does: it is the value that the client waits for, and is sent even to
     * one that {@linkplain Session#omitReplies wants no replies}. What was {@linkplain Session#push pushed} to the
     * client before comes before it. Where the answer is an element of another one it is that and nothing more.
     *
     * @param message what to answer
     */
    @Preview
    void answer(Message message);

    /**
     * Begins an array whose size is not known yet. Every {@code openArray} needs its {@link #closeArray}.
     *
     * @return what {@code closeArray} must be given
     */
    int openArray();

    /**
     * Ends the array begun last; its size is what was written in between.
     *
     * @param mark what {@link #openArray} returned
     */
    void closeArray(int mark);

    /**
     * Announces attributes of the value that is written after them. Only in RESP3.
     *
     * @param size how many pairs of name and value follow, before the value they belong to
     * @throws IllegalStateException in RESP2, which has none
     */
    void attributes(int size);

    /** {@return the protocol the client speaks, 2 or 3} */
    int protocol();
}
