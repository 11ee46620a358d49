package dev.mortise.runtime.keyspace;

import dev.mortise.api.PackableType;
import dev.mortise.api.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The types of values that a shard has as bytes, each by a number that fits into one. Guarded by the shard's lock. */
final class PackedTypes {

    private static final int MOST_TYPES = 256;

    private final List<PackableType<?>> types = new ArrayList<>();
    private long writes;

    /** {@return the number of a type, or -1 if there are too many} */
    int number(PackableType<?> type) {
        int number = types.indexOf(type);
        if (number < 0 && types.size() < MOST_TYPES) {
            number = types.size();
            types.add(type);
        }
        return number;
    }

    /** Counts that a value was put into an entry, as bytes or as an object. */
    void written() {
        writes++;
    }

    /** {@return how often a value was put into an entry; an object that was shown before may stand for another} */
    long writes() {
        return writes;
    }

    /** {@return the type of the entry in a block, whose value is packed} */
    ValueType<?> of(Table table, long block, long header) {
        return types.get(Memory.getByte(table.memory, EntryLayout.valueOffset(table.memory, block, header)) & 0xFF);
    }
}
