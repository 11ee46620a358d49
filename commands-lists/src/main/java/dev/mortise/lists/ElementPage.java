package dev.mortise.lists;

import dev.mortise.api.LengthBytes;
import dev.mortise.api.Slice;
import java.util.Arrays;

/**
 * Elements of a list, one behind the other in an array that has room before the first and behind the last.
 *
 * <pre>
 *   room | (length | element | length backwards)* | room
 *        ^ from                                   ^ to
 *   length:            0xxxxxxx, or 1xxxxxxx and more of the same: seven bits each, the lowest first
 *   length backwards:  the same bytes in reverse order, to be read from behind
 * </pre>
 *
 * <p>So a page is walked in both directions, and an element costs two bytes if it is short. To add or remove one at an
 * end moves nothing, as long as there is room; elsewhere the smaller part of the page is moved.
 *
 * <p>A place in a page is the index of the array at which an element begins. All are other ones after a change.
 *
 * <p>Not thread-safe.
 */
final class ElementPage {

    /** What a page takes of the heap besides the bytes in its array. */
    static final int OBJECT_BYTES = 48;

    private static final int FIRST_BYTES = 64;
    private static final int LENGTH_BITS = 7;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    /** Room for less than this part of the elements is not worth moving them for. */
    private static final int LEAST_ROOM_DIVISOR = 8;
    /** An array that is so many times larger than what is in it is given up for a smaller one. */
    private static final int SHRINK_FACTOR = 4;

    private byte[] bytes;
    private int from;
    private int to;
    private int count;

    ElementPage() {
        bytes = new byte[FIRST_BYTES];
        from = FIRST_BYTES / 2;
        to = from;
    }

    /** {@return an empty page with all of its room before its end, or behind its beginning} */
    static ElementPage empty(int size, boolean atFront) {
        ElementPage page = new ElementPage(new byte[size], 0);
        page.clear(atFront);
        return page;
    }

    /** A page with some elements of another one, and no room. */
    private ElementPage(byte[] bytes, int count) {
        this.bytes = bytes;
        this.count = count;
        to = bytes.length;
    }

    ElementPage copy() {
        return new ElementPage(Arrays.copyOfRange(bytes, from, to), count);
    }

    int count() {
        return count;
    }

    /** {@return how many bytes the elements take} */
    int usedBytes() {
        return to - from;
    }

    int heapBytes() {
        return OBJECT_BYTES + bytes.length;
    }

    /** {@return how many bytes an element of this length takes} */
    static long takenBytes(int length) {
        return length + 2L * LengthBytes.count(length);
    }

    // ---- bytes to be kept elsewhere

    void copyTo(byte[] target) {
        System.arraycopy(bytes, from, target, 0, to - from);
    }

    /** Becomes a page of other elements, which are the first bytes of an array, with room at both ends. */
    void become(Slice packed, int length, int elements) {
        int room = FIRST_BYTES / 2;
        if (bytes.length < packed.length() + 2 * room) {
            bytes = new byte[packed.length() + 2 * FIRST_BYTES];
        }
        packed.copyTo(bytes, room);
        from = room;
        to = room + length;
        count = elements;
    }

    /** Becomes an empty page with all of its room before its end, or behind its beginning. */
    void clear(boolean atFront) {
        from = atFront ? bytes.length : 0;
        to = from;
        count = 0;
    }

    // ---- walking

    /** {@return the place of the first element, or {@link #end} if there is none} */
    int first() {
        return from;
    }

    /** {@return the place behind the last element} */
    int end() {
        return to;
    }

    /** {@return the place of the element behind the one that is there, or {@link #end}} */
    int next(int at) {
        int length = bytes[at];
        if (length >= 0) {
            return at + length + 2;
        }
        length = lengthAt(at);
        return at + length + 2 * LengthBytes.count(length);
    }

    /** {@return the place of the element before that place, which is not the first one} */
    int previous(int at) {
        int length = bytes[at - 1];
        if (length >= 0) {
            return at - length - 2;
        }
        length = lengthBefore(at);
        return at - length - 2 * LengthBytes.count(length);
    }

    /** {@return the place of an element, counted from 0; {@link #end} for their number} */
    int place(int index) {
        if (index <= count / 2) {
            int at = from;
            for (int i = 0; i < index; i++) {
                at = next(at);
            }
            return at;
        }
        int at = to;
        for (int i = count; i > index; i--) {
            at = previous(at);
        }
        return at;
    }

    byte[] array() {
        return bytes;
    }

    int lengthAt(int at) {
        return LengthBytes.at(bytes, at);
    }

    /** {@return where in the array the bytes of an element begin} */
    static int contentAt(int at, int length) {
        return at + LengthBytes.count(length);
    }

    boolean isAt(int at, Slice element) {
        int length = lengthAt(at);
        return length == element.length() && element.contentEquals(bytes, contentAt(at, length), length);
    }

    // ---- changing

    /** Adds an element before all others. The array need not be larger than that, if the elements are not. */
    void addFirst(Slice element, int mostBytes) {
        int taken = Math.toIntExact(takenBytes(element.length()));
        if (from < taken) {
            makeRoom(Math.addExact(to - from, taken), mostBytes, true);
        }
        from -= taken;
        put(from, element);
        count++;
    }

    /** Adds an element behind all others. The array need not be larger than that, if the elements are not. */
    void addLast(Slice element, int mostBytes) {
        int taken = Math.toIntExact(takenBytes(element.length()));
        if (bytes.length - to < taken) {
            makeRoom(Math.addExact(to - from, taken), mostBytes, false);
        }
        int at = to;
        to += taken;
        put(at, element);
        count++;
    }

    /**
     * Adds an element before that place.
     *
     * @param mostBytes what the array need not be larger than, if the elements are not
     * @return the place of the new element
     */
    int insert(int at, Slice element, int mostBytes) {
        int length = element.length();
        int place = open(at, Math.toIntExact(takenBytes(length)), mostBytes);
        put(place, element);
        count++;
        return place;
    }

    /** Puts another element in the place of one. {@return its place} */
    int replace(int at, Slice element, int mostBytes) {
        int more = Math.toIntExact(takenBytes(element.length()) - takenBytes(lengthAt(at)));
        int place = at;
        if (more > 0) {
            place = open(at, more, mostBytes);
        } else if (more < 0) {
            place = close(at, -more);
        }
        put(place, element);
        return place;
    }

    /** Removes an element. {@return the place of the next one, or {@link #end}} */
    int remove(int at) {
        count--;
        return close(at, next(at) - at);
    }

    /** Removes the first elements, and gives memory back if it is to be small. */
    void removeFirst(int number, boolean small) {
        int at = place(number);
        count -= number;
        from = at;
        if (small) {
            shrink();
        }
    }

    /** Removes the last elements, and gives memory back if it is to be small. */
    void removeLast(int number, boolean small) {
        int at = place(count - number);
        count -= number;
        to = at;
        if (small) {
            shrink();
        }
    }

    /** Removes the elements from that place on. {@return a page with them} */
    ElementPage split(int at) {
        int kept = 0;
        for (int each = from; each < at; each = next(each)) {
            kept++;
        }
        ElementPage rest = new ElementPage(Arrays.copyOfRange(bytes, at, to), count - kept);
        count = kept;
        to = at;
        shrink();
        return rest;
    }

    /** Adds all elements of another page behind the last one. */
    void append(ElementPage other, int mostBytes) {
        int at = open(to, other.usedBytes(), mostBytes);
        System.arraycopy(other.bytes, other.from, bytes, at, other.usedBytes());
        count += other.count;
    }

    private void put(int at, Slice element) {
        int length = element.length();
        int front = LengthBytes.put(bytes, at, length);
        element.copyTo(bytes, front);
        int back = front + length;
        for (int i = front - 1; i >= at; i--) {
            bytes[back++] = bytes[i];
        }
    }

    // ---- room

    /** Makes room before what lies there. {@return where it begins} */
    private int open(int at, int size, int mostBytes) {
        boolean nearFront = at - from < to - at;
        if (nearFront && from >= size) {
            return openFront(at, size);
        }
        if (!nearFront && bytes.length - to >= size) {
            return openBack(at, size);
        }
        int index = at - from;
        makeRoom(Math.addExact(to - from, size), mostBytes, nearFront);
        return nearFront ? openFront(from + index, size) : openBack(from + index, size);
    }

    private int openFront(int at, int size) {
        System.arraycopy(bytes, from, bytes, from - size, at - from);
        from -= size;
        return at - size;
    }

    private int openBack(int at, int size) {
        System.arraycopy(bytes, at, bytes, at + size, to - at);
        to += size;
        return at;
    }

    /**
     * Moves the elements within their array if that gives enough room for a while, so that adding at both ends in turn
     * does not move them each time; else to a larger one, with all the room at the end that is growing.
     */
    private void makeRoom(int needed, int mostBytes, boolean atFront) {
        int used = to - from;
        int room = bytes.length - needed;
        if (room >= needed / LEAST_ROOM_DIVISOR && room > 0) {
            int added = needed - used;
            move(bytes, room / 2 + (atFront ? added : 0));
            return;
        }
        int wanted = Math.max(FIRST_BYTES, needed + (int) Math.min(needed / 2, Integer.MAX_VALUE - 16L - needed));
        byte[] larger = new byte[Math.max(needed, Math.min(wanted, mostBytes))];
        move(larger, atFront ? larger.length - used : 0);
    }

    private void move(byte[] target, int newFrom) {
        int used = to - from;
        System.arraycopy(bytes, from, target, newFrom, used);
        bytes = target;
        from = newFrom;
        to = newFrom + used;
    }

    /** Takes bytes away. {@return where what lay behind them begins} */
    private int close(int at, int size) {
        int end = at + size;
        int place;
        if (at - from < to - end) {
            System.arraycopy(bytes, from, bytes, from + size, at - from);
            from += size;
            place = end;
        } else {
            System.arraycopy(bytes, end, bytes, at, to - end);
            to -= size;
            place = at;
        }
        int index = place - from;
        shrink();
        return from + index;
    }

    private void shrink() {
        int used = to - from;
        if (bytes.length > SHRINK_FACTOR * (long) Math.max(used, FIRST_BYTES)) {
            byte[] smaller = new byte[used + used / 2 + FIRST_BYTES];
            move(smaller, (smaller.length - used) / 2);
        }
    }

    // ---- lengths

    private int lengthBefore(int end) {
        int next = end;
        int length = 0;
        for (int shift = 0; ; shift += LENGTH_BITS) {
            int bits = bytes[--next];
            length |= (bits & LENGTH_MASK) << shift;
            if (bits >= 0) {
                return length;
            }
        }
    }
}
