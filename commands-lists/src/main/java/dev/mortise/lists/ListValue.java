package dev.mortise.lists;

import dev.mortise.api.LentSlice;
import dev.mortise.api.Reply;
import dev.mortise.api.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a key of type {@code list} holds: elements of any bytes, in an order.
 *
 * <p><b>How it works.</b> The elements lie in {@linkplain ElementPage pages} of some kilobytes, and the pages in a
 * ring. To add or remove an element at either end touches the page at that end and nothing else; a page that is full
 * gets another one beside it: the last that was emptied, or a new one. In the middle, the smaller part of one page is
 * moved, or the page is divided.
 *
 * <p><b>Cost.</b> O(1) at both ends. To go to an index, or to add or remove a page in the middle, takes time in
 * proportion to the number of pages from there to the nearer end: 15 000 for ten million elements of ten bytes. A short
 * element takes two bytes besides its own.
 *
 * <p><b>Instead of</b> a node for each element, which takes forty bytes more and gives the collector ten million
 * objects to follow; and of a chain of pages that refer to each other, which is walked no faster and not searched
 * from the middle.
 *
 * <p>Whoever changes it tells the {@link dev.mortise.api.Entry#changed entry}. Belongs to the call in which the entry
 * handed it out, as all that an entry holds; not for other threads.
 */
public final class ListValue {

    /** More than this is no longer copied out and in again for each push. */
    static final int MOST_PACKED_BYTES = 1024;

    private static final int COUNT_BYTES = 2;
    private static final int FIRST_PAGES = 4;
    /**
     * A list with more pages is taken for one that grows and shrinks by pages: what is added at its ends has the array
     * of a full page at once, and keeps it until it is empty.
     */
    private static final int FEW_PAGES = 4;

    private static final int OBJECT_BYTES = 120;
    private static final int REFERENCE_BYTES = 4;

    private final PageLimit limit;
    private final LentSlice lent = new LentSlice();

    /** A ring, whose length is a power of two. */
    private @Nullable ElementPage[] ring = new ElementPage[FIRST_PAGES];

    private int head;
    /** At least 1: an empty list has an empty page. */
    private int pages;

    /**
     * The last page that one end has emptied, for the next that either needs: what passes through a long queue lives
     * long enough for the collector to move every page of it, and to find them dead much later.
     */
    private @Nullable ElementPage spare;

    private long size;
    /** Of the pages in the ring and the spare one. */
    private long pageBytes;

    /** The page of the element that was sought, or that the walk has come to. */
    private int page;
    /** Its place in the page. */
    private int at;

    ListValue(PageLimit limit) {
        this.limit = limit;
        addPage(0, new ElementPage());
    }

    // ---- for everybody

    /** {@return how many elements there are} */
    public long size() {
        return size;
    }

    /**
     * {@return a copy of an element, or null if there is none of that index}
     *
     * @param index from 0, the first, to {@code size() - 1}; or from -1, the last, to {@code -size()}
     */
    public byte @Nullable [] get(long index) {
        return seek(index) ? element().toBytes() : null;
    }

    /**
     * Adds an element before the first one.
     *
     * @param element any bytes, not a part of this list; copied
     */
    public void addFirst(Slice element) {
        ElementPage first = page(0);
        if (!limit.allows(first, ElementPage.takenBytes(element.length()), 1)) {
            first = addPage(0, pages > FEW_PAGES ? fullSized(first, true) : new ElementPage());
        }
        int heapBytes = first.heapBytes();
        first.addFirst(element, limit.bytes());
        pageBytes += first.heapBytes() - heapBytes;
        size++;
    }

    /**
     * Adds an element behind the last one.
     *
     * @param element any bytes, not a part of this list; copied
     */
    public void addLast(Slice element) {
        ElementPage last = page(pages - 1);
        if (!limit.allows(last, ElementPage.takenBytes(element.length()), 1)) {
            last = addPage(pages, pages > FEW_PAGES ? fullSized(last, false) : new ElementPage());
        }
        int heapBytes = last.heapBytes();
        last.addLast(element, limit.bytes());
        pageBytes += last.heapBytes() - heapBytes;
        size++;
    }

    /** {@return an empty page beside a full one, with an array of the same size, for elements before or behind it} */
    private ElementPage fullSized(ElementPage full, boolean atFront) {
        int bytes = Math.min(full.array().length, limit.bytes());
        ElementPage kept = spare;
        if (kept != null && kept.array().length == bytes) {
            dropSpare();
            kept.clear(atFront);
            return kept;
        }
        return ElementPage.empty(bytes, atFront);
    }

    /** Keeps a page that an end has emptied and no longer has. */
    private void keep(ElementPage emptied) {
        if (pages > FEW_PAGES) {
            dropSpare();
            spare = emptied;
            pageBytes += emptied.heapBytes();
        }
    }

    private void dropSpare() {
        if (spare != null) {
            pageBytes -= spare.heapBytes();
            spare = null;
        }
    }

    /**
     * Removes the first elements.
     *
     * @param count how many; at least 0, and all if there are fewer
     */
    public void removeFirst(long count) {
        long left = Math.min(count, size);
        size -= left;
        while (left > 0) {
            ElementPage first = page(0);
            if (left >= first.count() && pages > 1) {
                left -= first.count();
                removePage(0);
                keep(first);
            } else {
                int heapBytes = first.heapBytes();
                first.removeFirst((int) left, pages <= FEW_PAGES);
                pageBytes += first.heapBytes() - heapBytes;
                left = 0;
            }
        }
    }

    /**
     * Removes the last elements.
     *
     * @param count how many; at least 0, and all if there are fewer
     */
    public void removeLast(long count) {
        long left = Math.min(count, size);
        size -= left;
        while (left > 0) {
            ElementPage last = page(pages - 1);
            if (left >= last.count() && pages > 1) {
                left -= last.count();
                removePage(pages - 1);
                keep(last);
            } else {
                int heapBytes = last.heapBytes();
                last.removeLast((int) left, pages <= FEW_PAGES);
                pageBytes += last.heapBytes() - heapBytes;
                left = 0;
            }
        }
    }

    /**
     * Visits all elements, from the first to the last.
     *
     * @param visitor gets each; must neither change the list nor ask it for another element
     */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < pages; i++) {
            ElementPage each = page(i);
            for (int place = each.first(); place < each.end(); place = each.next(place)) {
                int length = each.lengthAt(place);
                visitor.visit(lent.over(each.array(), ElementPage.contentAt(place, length), length));
            }
        }
    }

    /** Gets the elements of a list. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for each element.
         *
         * @param element its bytes, borrowed for this call
         */
        void visit(Slice element);
    }

    // ---- for the commands, without a copy

    /** Goes to an element, from the nearer end. {@return whether there is one of that index, negative from the end} */
    boolean seek(long index) {
        long wanted = index < 0 ? size + index : index;
        if (wanted < 0 || wanted >= size) {
            return false;
        }
        if (wanted < size / 2) {
            long left = wanted;
            page = 0;
            while (left >= page(page).count()) {
                left -= page(page).count();
                page++;
            }
            at = page(page).place((int) left);
        } else {
            long left = size - wanted;
            page = pages - 1;
            while (left > page(page).count()) {
                left -= page(page).count();
                page--;
            }
            at = page(page).place((int) (page(page).count() - left));
        }
        return true;
    }

    /** Goes to the next element. {@return whether there is one} */
    boolean next() {
        at = page(page).next(at);
        return nextPage();
    }

    private boolean nextPage() {
        if (at < page(page).end()) {
            return true;
        }
        if (page + 1 >= pages) {
            return false;
        }
        at = page(++page).first();
        return true;
    }

    /** Goes to the element before. {@return whether there is one} */
    boolean previous() {
        if (at == page(page).first()) {
            if (page == 0) {
                return false;
            }
            at = page(--page).end();
        }
        at = page(page).previous(at);
        return true;
    }

    /** {@return the element the walk has come to, until the next call} */
    Slice element() {
        ElementPage present = page(page);
        int length = present.lengthAt(at);
        return lent.over(present.array(), ElementPage.contentAt(at, length), length);
    }

    /** {@return whether the walk has come to an element that is equal to this} */
    boolean isAt(Slice element) {
        return page(page).isAt(at, element);
    }

    /** {@return how long the element is that the walk has come to} */
    int length() {
        return page(page).lengthAt(at);
    }

    /** Replies the element the walk has come to. */
    void reply(Reply reply) {
        ElementPage present = page(page);
        int length = present.lengthAt(at);
        reply.bulk(present.array(), ElementPage.contentAt(at, length), length);
    }

    // ---- changing at the place of the walk

    /** Puts another element in the place of the one the walk has come to. */
    void replace(Slice element) {
        ElementPage present = page(page);
        int used = present.usedBytes();
        long more = ElementPage.takenBytes(element.length()) - ElementPage.takenBytes(present.lengthAt(at));
        if (present.count() > 1 && used + more > limit.bytes()) {
            isolate();
            present = page(page);
        }
        int heapBytes = present.heapBytes();
        at = present.replace(at, element, limit.bytes());
        pageBytes += present.heapBytes() - heapBytes;
    }

    /** Gives the element the walk has come to a page of its own. */
    private void isolate() {
        divide(at);
        if (page(page).count() == 0) {
            removePage(page);
        } else {
            page++;
        }
        ElementPage present = page(page);
        if (present.count() > 1) {
            divide(present.next(present.first()));
        }
        at = page(page).first();
    }

    /** Adds an element before the one the walk has come to; the walk is at the new one then. */
    void insertBefore(Slice element) {
        insertAt(element);
    }

    /** Adds an element behind the one the walk has come to; the walk is at the new one then. */
    void insertAfter(Slice element) {
        at = page(page).next(at);
        insertAt(element);
    }

    private void insertAt(Slice element) {
        ElementPage present = page(page);
        long taken = ElementPage.takenBytes(element.length());
        if (!limit.allows(present, taken, 1)) {
            present = roomier(taken);
        }
        at = insert(present, at, element);
    }

    /** Finds or makes a page with room at the place of the walk. */
    private ElementPage roomier(long taken) {
        ElementPage present = page(page);
        if (at == present.first()) {
            if (page > 0 && limit.allows(page(page - 1), taken, 1)) {
                page--;
                at = page(page).end();
                return page(page);
            }
            return emptyPage(page);
        }
        if (at == present.end()) {
            if (page + 1 < pages && limit.allows(page(page + 1), taken, 1)) {
                page++;
                at = page(page).first();
                return page(page);
            }
            return emptyPage(page + 1);
        }
        divide(at);
        if (limit.allows(page(page), taken, 1)) {
            at = page(page).end();
            return page(page);
        }
        if (limit.allows(page(page + 1), taken, 1)) {
            page++;
            at = page(page).first();
            return page(page);
        }
        return emptyPage(page + 1);
    }

    private ElementPage emptyPage(int index) {
        ElementPage empty = addPage(index, new ElementPage());
        page = index;
        at = empty.first();
        return empty;
    }

    /** Puts the elements of the present page from that place on into one behind it. */
    private void divide(int place) {
        ElementPage present = page(page);
        int heapBytes = present.heapBytes();
        ElementPage rest = present.split(place);
        pageBytes += present.heapBytes() - heapBytes;
        addPage(page + 1, rest);
    }

    /** Removes the element the walk has come to, and goes to the next one. {@return whether there is one} */
    boolean removeAndNext() {
        ElementPage present = page(page);
        int heapBytes = present.heapBytes();
        at = present.remove(at);
        pageBytes += present.heapBytes() - heapBytes;
        size--;
        if (present.count() == 0 && pages > 1) {
            removePage(page);
            if (page == pages) {
                return false;
            }
            at = page(page).first();
            return true;
        }
        return nextPage();
    }

    /** Removes the element the walk has come to, and goes to the one before. {@return whether there is one} */
    boolean removeAndPrevious() {
        ElementPage present = page(page);
        int heapBytes = present.heapBytes();
        at = present.remove(at);
        pageBytes += present.heapBytes() - heapBytes;
        size--;
        if (present.count() == 0 && pages > 1) {
            removePage(page);
            if (page == 0) {
                return false;
            }
            page--;
            at = page(page).end();
        }
        return previous();
    }

    /** Puts pages together of which removals have left little. The walk is over. */
    void tidy() {
        int most = limit.bytes() / 2;
        for (int i = 0; i + 1 < pages; ) {
            ElementPage left = page(i);
            ElementPage right = page(i + 1);
            boolean fit = left.usedBytes() + (long) right.usedBytes() <= most
                    && (long) left.count() + right.count() <= limit.elements();
            if (fit) {
                int heapBytes = left.heapBytes();
                left.append(right, limit.bytes());
                pageBytes += left.heapBytes() - heapBytes;
                removePage(i + 1);
            } else {
                i++;
            }
        }
    }

    private int insert(ElementPage target, int place, Slice element) {
        int heapBytes = target.heapBytes();
        int inserted = target.insert(place, element, limit.bytes());
        pageBytes += target.heapBytes() - heapBytes;
        size++;
        return inserted;
    }

    // ---- the ring of pages

    private ElementPage page(int index) {
        ElementPage found = ring[(head + index) & (ring.length - 1)];
        if (found == null) {
            throw new IllegalStateException("no page " + index);
        }
        return found;
    }

    private ElementPage addPage(int index, ElementPage added) {
        if (pages == ring.length) {
            @Nullable ElementPage[] larger = new ElementPage[2 * pages];
            for (int i = 0; i < pages; i++) {
                larger[i] = page(i);
            }
            ring = larger;
            head = 0;
        }
        int mask = ring.length - 1;
        if (index < pages / 2 || index == 0) {
            head = (head - 1) & mask;
            for (int i = 0; i < index; i++) {
                ring[(head + i) & mask] = ring[(head + i + 1) & mask];
            }
        } else {
            for (int i = pages; i > index; i--) {
                ring[(head + i) & mask] = ring[(head + i - 1) & mask];
            }
        }
        ring[(head + index) & mask] = added;
        pages++;
        pageBytes += added.heapBytes();
        return added;
    }

    private void removePage(int index) {
        pageBytes -= page(index).heapBytes();
        int mask = ring.length - 1;
        if (index < pages / 2) {
            for (int i = index; i > 0; i--) {
                ring[(head + i) & mask] = ring[(head + i - 1) & mask];
            }
            ring[head] = null;
            head = (head + 1) & mask;
        } else {
            for (int i = index; i < pages - 1; i++) {
                ring[(head + i) & mask] = ring[(head + i + 1) & mask];
            }
            ring[(head + pages - 1) & mask] = null;
        }
        pages--;
        if (pages <= FEW_PAGES) {
            dropSpare();
        }
    }

    // ---- for the type

    long heapBytes() {
        return OBJECT_BYTES + (long) REFERENCE_BYTES * ring.length + pageBytes;
    }

    /** {@return {@link #heapBytes}, added up anew, for tests} */
    long measuredBytes() {
        long bytes = OBJECT_BYTES + (long) REFERENCE_BYTES * ring.length;
        for (int i = 0; i < pages; i++) {
            bytes += page(i).heapBytes();
        }
        if (spare != null) {
            bytes += spare.heapBytes();
        }
        return bytes;
    }

    int packedBytes() {
        int used = page(0).usedBytes();
        return pages == 1 && used + COUNT_BYTES <= MOST_PACKED_BYTES ? used + COUNT_BYTES : -1;
    }

    /** Writes the elements, and behind them their number. */
    void pack(byte[] target) {
        ElementPage only = page(0);
        only.copyTo(target);
        int used = only.usedBytes();
        target[used] = (byte) only.count();
        target[used + 1] = (byte) (only.count() >>> Byte.SIZE);
    }

    void unpack(Slice packed) {
        if (pages > 1) {
            Arrays.fill(ring, null);
            pages = 0;
            spare = null;
            pageBytes = 0;
            addPage(0, new ElementPage());
        }
        int used = packed.length() - COUNT_BYTES;
        int count = Byte.toUnsignedInt(packed.at(used)) | Byte.toUnsignedInt(packed.at(used + 1)) << Byte.SIZE;
        ElementPage only = page(0);
        int heapBytes = only.heapBytes();
        only.become(packed, used, count);
        pageBytes += only.heapBytes() - heapBytes;
        size = count;
    }

    ListValue copy() {
        ListValue copy = new ListValue(limit);
        copy.removePage(0);
        for (int i = 0; i < pages; i++) {
            copy.addPage(i, page(i).copy());
        }
        copy.size = size;
        return copy;
    }
}
