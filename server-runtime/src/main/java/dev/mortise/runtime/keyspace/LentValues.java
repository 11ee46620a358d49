package dev.mortise.runtime.keyspace;

import dev.mortise.api.PackableType;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.SliceAccess;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for values kept as bytes while somebody looks at them: one for each type, filled again and
 * again. Not thread-safe.
 */
final class LentValues {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Slice packed = SLICES.unpointed();
    private @Nullable Lent<?>[] all = {};

    /** {@return the object of a type, filled from the bytes of an entry} */
    Object unpack(PackableType<?> type, Table table, long block, long header) {
        long from = EntryLayout.valueOffset(table.memory, block, header) + 1;
        SLICES.point(packed, table.memory, from, EntryLayout.valueLength(table.memory, block, header) - 1);
        return of(type).filled(packed);
    }

    /** {@return the object of a type, empty} */
    Object empty(PackableType<?> type) {
        return of(type).empty();
    }

    /** Forgets an object that somebody keeps from now on. */
    @SuppressWarnings("ReferenceEquality") // which object it is counts
    void giveUp(Object object) {
        for (int i = 0; i < all.length; i++) {
            Lent<?> lent = all[i];
            if (lent != null && lent.object == object) {
                all[i] = null;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // That is what makes a type itself.
    private Lent<?> of(PackableType<?> type) {
        int free = -1;
        for (int i = 0; i < all.length; i++) {
            Lent<?> lent = all[i];
            if (lent == null) {
                free = i;
            } else if (lent.type == type) {
                return lent;
            }
        }
        if (free < 0) {
            free = all.length;
            all = Arrays.copyOf(all, free + 1);
        }
        Lent<?> lent = new Lent<>(type);
        all[free] = lent;
        return lent;
    }

    private static final class Lent<V> {
        private final PackableType<V> type;
        private final V object;
        private final Slice emptyBytes;

        Lent(PackableType<V> type) {
            this.type = type;
            object = type.create();
            byte[] bytes = new byte[Math.max(0, type.packedBytes(object))];
            type.pack(object, bytes);
            emptyBytes = Slice.of(bytes);
        }

        V filled(Slice bytes) {
            type.unpack(object, bytes);
            return object;
        }

        V empty() {
            return filled(emptyBytes);
        }
    }
}
