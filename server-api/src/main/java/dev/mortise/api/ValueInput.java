package dev.mortise.api;

import dev.mortise.api.internal.HostValueInput;

/**
 * Where a {@link ValueType} reads a value from that was written to a {@link ValueOutput}.
 *
 * <pre>{@code
 * public Histogram read(ValueInput in, int version) {
 *     double width = in.readDouble();
 *     long[] buckets = new long[in.readCount()];
 *     for (int i = 0; i < buckets.length; i++) {
 *         buckets[i] = in.readLong();
 *     }
 *     return new Histogram(width, buckets);
 * }
 * }</pre>
 *
 * <p><b>Bad input.</b> What is read may have been written by a hostile or a failing hand ({@code RESTORE}, a damaged
 * file). Every method throws {@link DamagedValue} if something else comes next, or nothing; nothing it returns is
 * larger than the input. What only the type can judge it refuses itself, by throwing the same.
 *
 * <p>Belongs to the call of {@link ValueType#read} it was handed to. What that leaves unread is damage as well.
 */
@Stable
public sealed interface ValueInput permits HostValueInput {

    /**
     * {@return a number written by {@link ValueOutput#writeLong}}
     *
     * @throws DamagedValue if none comes next
     */
    long readLong();

    /**
     * {@return a number of things that follow, written by {@link ValueOutput#writeLong}}
     *
     * <p>Not negative, and not more than could follow in what is left of the input: an array of that length can be
     * made without fear. (Not so for values of a {@linkplain ValueShape shape} that Redis has, of which it is what the
     * snapshot claims.)
     *
     * @throws DamagedValue if no number comes next, or one that cannot be true
     */
    int readCount();

    /**
     * {@return a number written by {@link ValueOutput#writeDouble}}
     *
     * @throws DamagedValue if none comes next
     */
    double readDouble();

    /**
     * {@return a string written by {@link ValueOutput#writeBytes(byte[])}}
     *
     * @throws DamagedValue if none comes next
     */
    byte[] readBytes();

    /** {@return whether all of the value was read} For types that append to what older versions wrote. */
    boolean atEnd();
}
