package dev.mortise.api.internal;

import dev.mortise.api.LentSlice;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueParts;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a value consists of, on its way from its type to whoever visits it. */
public final class VisitedParts extends ShapedOutput {

    private final ValueShape shape;
    private final ValueParts parts;
    private final LentSlice first = new LentSlice();
    private final LentSlice second = new LentSlice();
    /** The member whose score is due, or the field whose value is. */
    private @Nullable Slice begun;

    private VisitedParts(ValueShape shape, ValueParts parts) {
        this.shape = shape;
        this.parts = parts;
    }

    /**
     * Visits a value.
     *
     * @param type its type
     * @param value it
     * @param parts gets what it consists of
     * @param <V> its class
     */
    public static <V> void visit(ValueType<V> type, V value, ValueParts parts) {
        if (type.shape() == ValueShape.ITEMS) {
            throw ServerError.wrongType();
        }
        new VisitedParts(type.shape(), parts).take(type, value);
    }

    /**
     * {@return a copy of what is under a field, or null}
     *
     * @param type the type of a value
     * @param value the value, of the shape {@link ValueShape#HASH}
     * @param name the field
     * @param <V> its class
     */
    public static <V> byte @Nullable [] field(ValueType<V> type, V value, Slice name) {
        if (type.shape() != ValueShape.HASH) {
            throw ServerError.wrongType();
        }
        byte[] sought = name.toBytes();
        byte[][] found = new byte[1][];
        visit(type, value, new ValueParts() {
            @Override
            public void element(Slice element) {
                // There are none.
            }

            @Override
            public void field(Slice field, Slice under) {
                if (field.contentEquals(sought, 0, sought.length)) {
                    found[0] = under.toBytes();
                }
            }
        });
        return found[0];
    }

    @Override
    protected void count(long count) {
        // Follows from what comes.
    }

    @Override
    protected void string(byte[] bytes, int from, int length) {
        Slice name = begun;
        if (shape == ValueShape.LIST || shape == ValueShape.SET) {
            parts.element(first.over(bytes, from, length));
        } else if (name == null) {
            begun = shape == ValueShape.HASH
                    // The type may have the name and the value lie in one array that it uses again.
                    ? Slice.of(Arrays.copyOfRange(bytes, from, from + length))
                    : first.over(bytes, from, length);
        } else {
            begun = null;
            parts.field(name, second.over(bytes, from, length));
        }
    }

    @Override
    protected void score(double score) {
        Slice member = begun;
        begun = null;
        if (member != null) {
            parts.scored(member, score);
        }
    }
}
