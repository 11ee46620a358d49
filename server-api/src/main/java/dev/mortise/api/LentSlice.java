package dev.mortise.api;

import java.util.Objects;

/**
 * One slice to lend out over one piece of an array after the other: how a value that keeps its parts in large arrays
 * shows them, without an object for each.
 *
 * <pre>{@code
 * LentSlice lent = new LentSlice();
 * for (int i = 0; i < size; i++) {
 *     visitor.visit(lent.over(bytes, starts[i], lengths[i]));
 * }
 * }</pre>
 *
 * <p>Whoever gets the slice has it until the next call. For one thread at a time.
 */
@Preview
public final class LentSlice {

    private final Slice slice = Slice.unpointed();

    /** A slice that is over nothing yet. */
    public LentSlice() {}

    /**
     * {@return the one slice, over these bytes now}
     *
     * @param bytes where they lie; not copied
     * @param from the index of the first one
     * @param count how many there are
     * @throws IndexOutOfBoundsException if there are no such bytes; the slice is where it was
     */
    public Slice over(byte[] bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        slice.point(bytes, from, count);
        return slice;
    }
}
