package dev.mortise.api;

/**
 * A kind of value that a key can hold.
 *
 * <p>Values of a type live behind keys like strings do, with expiry, {@code TYPE}, {@code SCAN TYPE} and
 * {@code WRONGTYPE} for nothing:
 *
 * <pre>{@code
 * final class CounterType implements ValueType<long[]> {
 *     public String name() { return "counter@acme"; }
 *     public long[] create() { return new long[1]; }
 *     public long bytes(long[] value) { return 24; }
 * }
 * }</pre>
 *
 * <p>Its methods are called with the shard of the key locked and must neither block nor wait. A type is the same as
 * another if it is the same object.
 *
 * @param <V> the class of the values; two keys never share one
 */
public interface ValueType<V> {

    /** {@return the name that {@code TYPE} answers; third parties add {@code @} and their own name} */
    String name();

    /** {@return a new empty value} */
    V create();

    /**
     * {@return about how many bytes a value takes in memory, in constant time}
     *
     * @param value the value
     */
    long bytes(V value);

    /**
     * {@return a value that is equal to another and shares nothing that changes with it, for {@code COPY}}
     *
     * <p>The default is for types whose values cannot be copied.
     *
     * @param value the value
     * @throws ServerError {@code ERR not supported for this module key}, as Redis answers for types without a copy
     */
    default V copy(V value) {
        throw ServerError.err("not supported for this module key");
    }

    /**
     * {@return the name of the form a value is in, for {@code OBJECT ENCODING}}
     *
     * <p>For types that keep small values in another way than large ones, such as {@code listpack} and {@code
     * hashtable}; the default is what Redis answers for types of modules.
     *
     * @param value the value
     */
    default String encoding(V value) {
        return "raw";
    }
}
