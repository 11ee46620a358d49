package dev.mortise.api;

import dev.mortise.api.internal.VisitedParts;
import dev.mortise.api.internal.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value that a key can hold.
 *
 * <p>Values of a type live behind keys like strings do, with expiry, {@code TYPE}, {@code SCAN TYPE} and
 * {@code WRONGTYPE} for nothing:
 *
 * <pre>{@code
 * final class CounterType implements ValueType<long[]> {
 *     public String name() { return "counter@acme"; }
 *     public int version() { return 1; }
 *     public long[] create() { return new long[1]; }
 *     public long bytes(long[] value) { return 24; }
 *     public void write(long[] value, ValueOutput out) { out.writeLong(value[0]); }
 *     public long[] read(ValueInput in, int version) { return new long[] {in.readLong()}; }
 * }
 * }</pre>
 *
 * <p>{@link #write} and {@link #read} are all that saving, restoring and copying need. A value is saved under the name
 * of its type and the version of what was written; a later version of the plugin is given the older number and reads
 * what was written then.
 *
 * <p>Its methods are called with the shard of the key locked and must neither block nor wait; {@link #write} may be
 * called by a thread of the server's own, while the value cannot change. A type is the same as another if it is the
 * same object.
 *
 * @param <V> the class of the values; two keys never share one
 */
@Stable
public interface ValueType<V> {

    /** The last possible version: it is saved in ten bits. */
    int HIGHEST_VERSION = 1023;

    /** {@return the name that {@code TYPE} answers; third parties add {@code @} and their own name} */
    String name();

    /**
     * {@return the version of what {@link #write} writes, from 0 to {@value #HIGHEST_VERSION}}
     *
     * <p>To be raised whenever that changes in a way that {@link #read} has to know of.
     */
    int version();

    /** {@return a new empty value} */
    V create();

    /**
     * {@return about how many bytes a value takes in memory, in constant time}
     *
     * @param value the value
     */
    long bytes(V value);

    /**
     * Writes what a value consists of.
     *
     * @param value the value, not to be changed
     * @param out where to
     */
    void write(V value, ValueOutput out);

    /**
     * {@return a value made of what {@link #write} has written}
     *
     * @param in all of what was written
     * @param version the version of the type that wrote it, from 0 to {@link #version}
     * @throws DamagedValue if it makes no sense
     */
    V read(ValueInput in, int version);

    /**
     * {@return whether a value consists of nothing, so that there is no need for its key}
     *
     * <p>The host asks it after each command that has changed the value, and removes the key if so: as a list whose
     * last element was taken is not there any more. The default is for types whose values always mean something.
     *
     * @param value the value
     */
    default boolean isEmpty(V value) {
        return false;
    }

    /**
     * {@return what values consist of: what {@link #write} writes and {@link #read} reads}
     *
     * <p>The default is for types that Redis does not have.
     */
    @Preview
    default ValueShape shape() {
        return ValueShape.ITEMS;
    }

    /**
     * {@return a value that is equal to another and shares nothing that changes with it, for {@code COPY}}
     *
     * <p>The default writes the one and reads the other. A type that can do it faster does; one whose values must not
     * be copied throws {@code ERR not supported for this module key}, as Redis answers.
     *
     * @param value the value
     * @throws ServerError if it is not to be copied
     */
    default V copy(V value) {
        return WrittenValue.copy(this, value);
    }

    /**
     * Visits what a value consists of, for commands that work on values of a shape whatever module they are of, as
     * {@code SORT} does.
     *
     * <p>The default goes by {@link #write}.
     *
     * @param value the value
     * @param parts gets each part
     * @throws ServerError {@code WRONGTYPE} if the values have no shape but {@link ValueShape#ITEMS}
     */
    @Preview
    default void forEachPart(V value, ValueParts parts) {
        VisitedParts.visit(this, value, parts);
    }

    /**
     * {@return a copy of what is under a field of a value of the shape {@link ValueShape#HASH}, or null}
     *
     * <p>The default goes through all fields; a type that finds them faster does.
     *
     * @param value the value
     * @param name the name of the field
     * @throws ServerError {@code WRONGTYPE} if the values are of another shape
     */
    @Preview
    default byte @Nullable [] field(V value, Slice name) {
        return VisitedParts.field(this, value, name);
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
