package dev.mortise.runtime.keyspace;

import dev.mortise.api.ValueType;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the values that are objects stand: an entry outside the heap can hold a number, but not a reference.
 *
 * <p>Pages of a thousand places; the lowest free place is taken first, and a page without values is dropped. So
 * growing copies next to nothing, and memory comes back. Guarded by the lock of the shard.
 */
final class ObjectShelf {

    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_PLACES = 1 << PAGE_SHIFT;
    private static final int PLACE_MASK = PAGE_PLACES - 1;
    /** Two references for each place, and the bits of those that are taken. */
    private static final long PAGE_BYTES = 8 * PAGE_PLACES + 256;

    private @Nullable Page[] pages = {};
    private final BitSet fullPages = new BitSet();
    private int pageCount;

    /** {@return the place of a value from now on} */
    int put(ValueType<?> type, Object value) {
        int pageIndex = fullPages.nextClearBit(0);
        if (pageIndex >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(4, 2 * pages.length));
        }
        Page page = pages[pageIndex];
        if (page == null) {
            page = new Page();
            pageCount++;
            pages[pageIndex] = page;
        }
        int place = page.taken.nextClearBit(0);
        page.taken.set(place);
        page.types[place] = type;
        page.values[place] = value;
        if (++page.count == PAGE_PLACES) {
            fullPages.set(pageIndex);
        }
        return (pageIndex << PAGE_SHIFT) | place;
    }

    /** {@return about how many bytes of the heap this takes, without the values} */
    long heapBytes() {
        return pageCount * PAGE_BYTES;
    }

    ValueType<?> type(int place) {
        ValueType<?> type = page(place).types[place & PLACE_MASK];
        if (type == null) {
            throw new IllegalStateException("no value there");
        }
        return type;
    }

    Object value(int place) {
        Object value = page(place).values[place & PLACE_MASK];
        if (value == null) {
            throw new IllegalStateException("no value there");
        }
        return value;
    }

    /** {@return how much memory a value takes by now} */
    long bytes(int place) {
        return bytes(type(place), value(place));
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    static <V> long bytes(ValueType<V> type, Object value) {
        return type.bytes((V) value);
    }

    /** {@return a copy of a value} */
    Object copy(int place) {
        return copy(type(place), value(place));
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private static <V> Object copy(ValueType<V> type, Object value) {
        Object copy = type.copy((V) value);
        if (copy == null) {
            throw new IllegalStateException("type '" + type.name() + "' has made a copy that is null");
        }
        return copy;
    }

    void remove(int place) {
        Page page = page(place);
        int index = place & PLACE_MASK;
        page.types[index] = null;
        page.values[index] = null;
        page.taken.clear(index);
        fullPages.clear(place >>> PAGE_SHIFT);
        if (--page.count == 0) {
            pages[place >>> PAGE_SHIFT] = null;
            pageCount--;
        }
    }

    void clear() {
        pages = new Page[0];
        pageCount = 0;
        fullPages.clear();
    }

    private Page page(int place) {
        Page page = pages[place >>> PAGE_SHIFT];
        if (page == null) {
            throw new IllegalStateException("no value there");
        }
        return page;
    }

    private static final class Page {
        final @Nullable ValueType<?>[] types = new ValueType<?>[PAGE_PLACES];
        final @Nullable Object[] values = new Object[PAGE_PLACES];
        final BitSet taken = new BitSet(PAGE_PLACES);
        int count;
    }
}
