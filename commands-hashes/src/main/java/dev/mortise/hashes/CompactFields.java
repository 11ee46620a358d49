package dev.mortise.hashes;

import dev.mortise.api.LengthBytes;
import dev.mortise.api.Slice;
import java.util.Arrays;

/**
 * The fields of a small hash, one behind the other in an array, in the order in which they came.
 *
 * <pre>
 *   (length | field | length | value)*
 *   length:  as {@link LengthBytes}
 * </pre>
 *
 * <p><b>Why.</b> A field of a hundred bytes with its value in a map of objects takes as much again for headers and
 * references, and a small hash is read from its beginning to its end faster than a map finds its first entry. It is
 * what Redis calls a listpack, without the lengths that lead backwards.
 *
 * <p><b>Cost.</b> To find a field, or that there is none, takes time in proportion to the number of fields; to change
 * one, in proportion to their bytes. So it is for few fields with short values.
 *
 * <p>Not thread-safe.
 */
final class CompactFields {

    /** More than this is in the other form, whatever is allowed: it is shifted at each change. */
    static final int MOST_BYTES = 1 << 28;

    private static final int FIRST_BYTES = 64;
    private static final int COUNT_BYTES = 2;
    /** An array grows by this part of its length. */
    private static final int GROWTH_DIVISOR = 4;

    private byte[] bytes;
    private int used;
    private int size;
    /** Where the field found last begins, with its length. */
    private int foundAt;
    /** Where the length of its value begins. */
    private int foundValueAt;

    CompactFields() {
        bytes = new byte[FIRST_BYTES];
    }

    CompactFields(CompactFields other) {
        bytes = Arrays.copyOf(other.bytes, other.used);
        used = other.used;
        size = other.size;
    }

    int size() {
        return size;
    }

    /** {@return how many bytes {@link #pack} writes} */
    int packedBytes() {
        return used + COUNT_BYTES;
    }

    /** {@return how many bytes of the heap the array takes} */
    int heapBytes() {
        return bytes.length;
    }

    // ---- bytes to be kept elsewhere

    /** Writes the fields, and behind them their number: whoever takes no more than fits into two bytes. */
    void pack(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, used);
        target[used] = (byte) size;
        target[used + 1] = (byte) (size >>> Byte.SIZE);
    }

    void unpack(Slice packed) {
        int length = packed.length();
        if (length > bytes.length) {
            bytes = new byte[roomy(length)];
        }
        packed.copyTo(bytes, 0);
        used = length - COUNT_BYTES;
        size = Byte.toUnsignedInt(bytes[used]) | Byte.toUnsignedInt(bytes[used + 1]) << Byte.SIZE;
    }

    void clear() {
        used = 0;
        size = 0;
    }

    // ---- reading

    /** Finds a field. {@return whether it is there; {@code place} says where, then} */
    boolean find(Slice field, FieldPlace place) {
        byte[] all = bytes;
        int wanted = field.length();
        int at = 0;
        while (at < used) {
            int length = all[at];
            int from = at + 1;
            if (length < 0) {
                length = LengthBytes.at(bytes, at);
                from = at + LengthBytes.count(length);
            }
            int valueAt = from + length;
            if (length == wanted && field.contentEquals(all, from, length)) {
                foundAt = at;
                foundValueAt = valueAt;
                place.fieldAt(all, from, length);
                placeValue(valueAt, place);
                return true;
            }
            at = behindString(valueAt);
        }
        return false;
    }

    private void placeValue(int valueAt, FieldPlace place) {
        int length = LengthBytes.at(bytes, valueAt);
        place.valueAt(bytes, valueAt + LengthBytes.count(length), length);
    }

    /** {@return where the field that begins there ends with its value; {@code place} says where they lie} */
    int read(int at, FieldPlace place) {
        int length = LengthBytes.at(bytes, at);
        int from = at + LengthBytes.count(length);
        place.fieldAt(bytes, from, length);
        int valueAt = from + length;
        placeValue(valueAt, place);
        return place.valueFrom() + place.valueLength();
    }

    /** {@return the index behind the last field} */
    int end() {
        return used;
    }

    // ---- changing

    /** Gives the field found last another value. */
    void replace(Slice value) {
        int length = value.length();
        int oldEnd = behindString(foundValueAt);
        int newEnd = foundValueAt + LengthBytes.count(length) + length;
        require(newEnd - oldEnd);
        System.arraycopy(bytes, oldEnd, bytes, newEnd, used - oldEnd);
        used += newEnd - oldEnd;
        put(foundValueAt, value);
    }

    /** Adds a field that is not there. */
    void add(Slice field, Slice value) {
        require(2L * LengthBytes.MOST + field.length() + value.length());
        used = put(put(used, field), value);
        size++;
    }

    /** Removes the field found last. */
    void remove() {
        int end = behindString(foundValueAt);
        System.arraycopy(bytes, end, bytes, foundAt, used - end);
        used -= end - foundAt;
        size--;
    }

    /** {@return whether a field and a value of these lengths may be added} */
    boolean hasRoom(int fieldBytes, int valueBytes) {
        return (long) used + fieldBytes + valueBytes <= MOST_BYTES;
    }

    private int put(int at, Slice string) {
        int from = LengthBytes.put(bytes, at, string.length());
        string.copyTo(bytes, from);
        return from + string.length();
    }

    private void require(long more) {
        if (used + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, roomy(Math.toIntExact(used + more)));
        }
    }

    private static int roomy(int length) {
        return length + Math.max(FIRST_BYTES, length / GROWTH_DIVISOR);
    }

    private int behindString(int at) {
        int length = bytes[at];
        if (length >= 0) {
            return at + 1 + length;
        }
        length = LengthBytes.at(bytes, at);
        return at + LengthBytes.count(length) + length;
    }
}
