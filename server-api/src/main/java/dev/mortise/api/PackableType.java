package dev.mortise.api;

/**
 * A type whose small values are kept as bytes, in the server's memory, where they take no object of the heap.
 *
 * <p>A million small hashes as objects are two or three million of them, which the collector follows again and again,
 * and headers that are larger than what they hold. As bytes they lie where strings lie.
 *
 * <p><b>How it works.</b> Commands do not see it. Who asks an {@link Entry} for such a value gets an object that the
 * server has lent to that entry and filled with {@link #unpack}; when {@link Entry#changed} says that it was changed,
 * {@link #packedBytes} tells whether it is still to be kept as bytes, and {@link #pack} writes them. One that has
 * become too large is kept as the object it is, from then on.
 *
 * <p><b>So the object is borrowed</b>, as a {@link Slice} is: it is another value's when the command returns, and must
 * not be {@linkplain Entry#set set} into another entry. Ask an entry for its value once, change it, and say so; a value
 * that is asked for again may be without what was not yet said to have changed. And two entries of one request that are
 * the same key have two objects: after a change through one of them the other one's value is to be asked for again.
 *
 * <p>Called with the shard of the key locked; must neither block nor wait.
 *
 * @param <V> the class of the values
 */
@Preview
public interface PackableType<V> extends ValueType<V> {

    /** The most that is kept as bytes: what takes more is copied too often. */
    int MOST_PACKED_BYTES = 4096;

    /**
     * {@return how many bytes {@link #pack} makes of a value, or -1 if it is to be kept as an object}
     *
     * <p>More than {@link #MOST_PACKED_BYTES} mean the same as -1.
     *
     * @param value the value
     */
    int packedBytes(V value);

    /**
     * Writes a value as bytes.
     *
     * @param value the value
     * @param target where to, from the first byte on; has room for as many as {@link #packedBytes} has said
     */
    void pack(V value, byte[] target);

    /**
     * Makes a value what {@link #pack} has written of another, whatever it was before.
     *
     * @param value one that {@link #create} has made, or that was unpacked before
     * @param packed the bytes, borrowed for this call; never from outside of this process
     */
    void unpack(V value, Slice packed);
}
