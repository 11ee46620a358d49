package dev.mortise.api.internal;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;

/**
 * Takes what types write whose values have a {@linkplain ValueShape shape} that the host knows, and holds them to it:
 * a number of things, and then so many.
 *
 * <p>Reusable for the next value. Not thread-safe.
 */
public abstract class ShapedOutput implements HostValueOutput {

    private static final SliceAccess SLICES = SliceAccess.instance();
    private static final int UNKNOWN = -1;

    private ValueShape shape = ValueShape.ITEMS;
    private long left;
    private boolean scoreIsDue;

    /** For subclasses. */
    protected ShapedOutput() {}

    /**
     * Takes a value.
     *
     * @param type its type, of another shape than {@link ValueShape#ITEMS}
     * @param value it
     * @param <V> its class
     * @throws IllegalStateException if the type writes something else than its shape says
     */
    protected final <V> void take(ValueType<V> type, V value) {
        shape = type.shape();
        left = UNKNOWN;
        scoreIsDue = false;
        type.write(value, this);
        if (left != 0 || scoreIsDue) {
            throw new IllegalStateException("type '%s' has written less than it said".formatted(type.name()));
        }
    }

    /**
     * Begins a value.
     *
     * @param count how many elements, members or fields it has
     */
    protected abstract void count(long count);

    /**
     * Adds an element, a member, a field or the value of a field.
     *
     * @param bytes where it lies
     * @param from the index of its first byte
     * @param length how many it has
     */
    protected abstract void string(byte[] bytes, int from, int length);

    /**
     * Adds the score of the member that came before.
     *
     * @param score the score
     */
    protected abstract void score(double score);

    @Override
    public final void writeLong(long value) {
        if (left != UNKNOWN || value < 0) {
            throw misfit("the number " + value);
        }
        left = shape == ValueShape.HASH ? 2 * value : value;
        count(value);
    }

    @Override
    public final void writeDouble(double value) {
        if (!scoreIsDue) {
            throw misfit("the double " + value);
        }
        scoreIsDue = false;
        score(value);
    }

    @Override
    public final void writeBytes(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    @Override
    public final void writeBytes(Slice bytes) {
        byte[] array = SLICES.array(bytes);
        if (array == null) {
            add(bytes.toBytes(), 0, bytes.length());
        } else {
            add(array, (int) SLICES.offset(bytes), bytes.length());
        }
    }

    private void add(byte[] bytes, int from, int length) {
        if (left <= 0 || scoreIsDue) {
            throw misfit("a string");
        }
        left--;
        scoreIsDue = shape == ValueShape.SORTED_SET;
        string(bytes, from, length);
    }

    private IllegalStateException misfit(String what) {
        return new IllegalStateException("%s has no place in a %s there".formatted(what, shape.typeName()));
    }
}
