package dev.mortise.lists;

import dev.mortise.api.Entry;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueParts;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code SORT} sorts: a list, or a value of a set's or sorted set's shape, whatever module that is of. */
final class SortSource {

    /** There are more elements than can be sorted, or than a reply can have. */
    static final ServerError TOO_LONG = ServerError.err("value is out of range");

    /** Of another type than ours all is taken at once, in the order in which it stands. */
    private final List<SortedElement> taken;

    private final @Nullable ListValue list;
    private final boolean unordered;

    private SortSource(@Nullable ListValue list, List<SortedElement> taken, boolean unordered) {
        this.list = list;
        this.taken = taken;
        this.unordered = unordered;
    }

    static SortSource of(Entry entry) {
        ValueType<?> type = entry.type();
        if (type == null) {
            return new SortSource(null, List.of(), false);
        }
        if (type instanceof ListType own) {
            return new SortSource(entry.get(own), List.of(), false);
        }
        return switch (type.shape()) {
            case LIST, SET, SORTED_SET -> new SortSource(null, taken(type, entry), type.shape() == ValueShape.SET);
            default -> throw ServerError.wrongType();
        };
    }

    private static <V> List<SortedElement> taken(ValueType<V> type, Entry entry) {
        List<SortedElement> taken = new ArrayList<>();
        V value = entry.get(type);
        if (value != null) {
            type.forEachPart(value, new ValueParts() {
                @Override
                public void element(Slice element) {
                    taken.add(new SortedElement(element.toBytes()));
                }

                @Override
                public void scored(Slice member, double score) {
                    SortedElement element = new SortedElement(member.toBytes());
                    element.score = score;
                    taken.add(element);
                }
            });
        }
        if (type.shape() == ValueShape.SORTED_SET) {
            taken.sort(SortedElement.order(false, false));
            taken.forEach(element -> element.score = 0);
        }
        return taken;
    }

    long size() {
        return list == null ? taken.size() : list.size();
    }

    /** {@return whether its elements are in no order} */
    boolean isUnordered() {
        return unordered;
    }

    /** {@return all elements, in a list of the caller's} */
    List<SortedElement> all() {
        if (size() > Integer.MAX_VALUE) {
            throw TOO_LONG;
        }
        return some(new SortRange(0, size()), false);
    }

    /** {@return elements in the order in which they stand, or in the reverse one, in a list of the caller's} */
    List<SortedElement> some(SortRange range, boolean reversed) {
        if (list == null) {
            List<SortedElement> all = reversed && !unordered ? taken.reversed() : taken;
            return new ArrayList<>(all.subList((int) range.first(), (int) (range.first() + range.size())));
        }
        List<SortedElement> elements = new ArrayList<>();
        boolean there = list.seek(reversed ? -1 - range.first() : range.first());
        for (long left = range.size(); left > 0 && there; left--) {
            elements.add(new SortedElement(list.element().toBytes()));
            there = reversed ? list.previous() : list.next();
        }
        return elements;
    }
}
