package dev.mortise.api;

import dev.mortise.api.internal.HostValueOutput;

/**
 * Where a {@link ValueType} writes what a value consists of, so that it can be saved, copied and sent.
 *
 * <p>A value is a sequence of numbers and strings, each of which says of itself what it is and how long. What was
 * written is read back in the same order and by the method of the same name:
 *
 * <pre>{@code
 * public void write(Histogram value, ValueOutput out) {
 *     out.writeDouble(value.width());
 *     out.writeLong(value.buckets().length);
 *     for (long count : value.buckets()) {
 *         out.writeLong(count);
 *     }
 * }
 * }</pre>
 *
 * <p>It is what values of modules are made of in snapshots of Redis. Small numbers take little room, whatever their
 * type. The host frames the whole and deals with failing disks; there is nothing to close and nothing to catch.
 *
 * <p>Belongs to the call of {@link ValueType#write} it was handed to.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/modules/modules-native-types/">Values of modules in
 *     Redis</a>
 */
@Stable
public sealed interface ValueOutput permits HostValueOutput {

    /** How many bytes a string may have: 512 MiB. */
    int MOST_STRING_BYTES = 512 << 20;

    /**
     * Writes a whole number, or 64 bits of any meaning. It takes 2 to 10 bytes, a negative one 10.
     *
     * @param value the number
     */
    void writeLong(long value);

    /**
     * Writes a floating-point number, bit by bit. It takes 9 bytes.
     *
     * @param value the number; NaN is one
     */
    void writeDouble(double value);

    /**
     * Writes a string of any bytes. It takes these and 2 to 6 more.
     *
     * @param bytes the string, of at most {@link #MOST_STRING_BYTES}; copied
     * @throws IllegalArgumentException if it is longer
     */
    void writeBytes(byte[] bytes);

    /**
     * Writes a string of any bytes. It takes these and 2 to 6 more.
     *
     * @param bytes the string, of at most {@link #MOST_STRING_BYTES}; copied
     * @throws IllegalArgumentException if it is longer
     */
    void writeBytes(Slice bytes);
}
