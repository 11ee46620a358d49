package dev.mortise.hashes;

import dev.mortise.api.SeededHash;
import dev.mortise.api.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How up to {@value #MOST_FIELDS} fields of a large hash lie in one array.
 *
 * <pre>
 *     0  depth        how many of the upper bits of their hashes all fields of the page share
 *     1  count
 *     2  used bytes   2
 *     4  tags         {@value #MOST_FIELDS} times 1: the lowest bits of the hash
 *    36  places       {@value #MOST_FIELDS} times 2: where the field begins
 *   100  (length 1 | field | length 1 | value)*, in no order
 *
 *   length   up to 254, or 255: not the string follows, but its number among the {@link LongStrings}, 4 bytes
 * </pre>
 *
 * <p>A search compares all tags at once, eight to a word, and then the one or two fields that can be the right one.
 * Nothing is ever left unused between fields: one that is removed has those behind it move up.
 *
 * <p>All methods are static, for a page is an array and nothing else: a table of a million fields is fifty thousand
 * objects for the collector, and none of them refers to another.
 */
final class FieldPage {

    static final int MOST_FIELDS = 32;
    static final int NOT_FOUND = -1;
    /** What an array takes besides its bytes. */
    static final int ARRAY_HEADER_BYTES = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int DEPTH_AT = 0;
    private static final int COUNT_AT = 1;
    private static final int USED_AT = 2;
    private static final int TAGS_AT = 4;
    private static final int PLACES_AT = TAGS_AT + MOST_FIELDS;
    private static final int FIELDS_AT = PLACES_AT + MOST_FIELDS * Short.BYTES;

    private static final int LONG = 255;
    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private static final int LEAST_ROOM_BYTES = 32;
    private static final int GROWTH_DIVISOR = 8;
    private static final int GRANULE_BYTES = 8;

    private FieldPage() {}

    /** {@return a page without fields, with room for so many bytes of them} */
    static byte[] create(int depth, int roomBytes) {
        byte[] page = new byte[roomy(FIELDS_AT + roomBytes)];
        page[DEPTH_AT] = (byte) depth;
        SHORTS.set(page, USED_AT, (short) FIELDS_AT);
        return page;
    }

    private static int roomy(int bytes) {
        int wanted = bytes + Math.max(LEAST_ROOM_BYTES, bytes / GROWTH_DIVISOR);
        return (wanted + GRANULE_BYTES - 1) & -GRANULE_BYTES;
    }

    static int depth(byte[] page) {
        return page[DEPTH_AT];
    }

    static int count(byte[] page) {
        return page[COUNT_AT];
    }

    /** {@return how many bytes its fields take} */
    static int fieldBytes(byte[] page) {
        return used(page) - FIELDS_AT;
    }

    /** {@return how many bytes of the heap it takes} */
    static int heapBytes(byte[] page) {
        return ARRAY_HEADER_BYTES + page.length;
    }

    private static int used(byte[] page) {
        return (short) SHORTS.get(page, USED_AT) & SHORT_MASK;
    }

    private static int place(byte[] page, int index) {
        return (short) SHORTS.get(page, PLACES_AT + index * Short.BYTES) & SHORT_MASK;
    }

    private static void putPlace(byte[] page, int index, int at) {
        SHORTS.set(page, PLACES_AT + index * Short.BYTES, (short) at);
    }

    // ---- finding

    /** {@return the index of a field, or {@link #NOT_FOUND}} */
    static int find(byte[] page, Slice field, long hash, LongStrings longs) {
        int count = count(page);
        long wanted = (hash & BYTE_MASK) * ONES;
        for (int first = 0; first < count; first += Long.BYTES) {
            long differences = (long) LONGS.get(page, TAGS_AT + first) ^ wanted;
            // The highest bit of each byte that is zero; sometimes of one that is 1 as well, which is then compared.
            long equal = (differences - ONES) & ~differences & HIGHS;
            while (equal != 0) {
                int index = first + (Long.numberOfTrailingZeros(equal) >>> 3);
                if (index < count && isAt(page, place(page, index), field, longs)) {
                    return index;
                }
                equal &= equal - 1;
            }
        }
        return NOT_FOUND;
    }

    private static boolean isAt(byte[] page, int at, Slice string, LongStrings longs) {
        int length = page[at] & BYTE_MASK;
        if (length == LONG) {
            byte[] bytes = longs.get(number(page, at));
            return string.contentEquals(bytes, 0, bytes.length);
        }
        return length == string.length() && string.contentEquals(page, at + 1, length);
    }

    private static int number(byte[] page, int at) {
        return (int) INTS.get(page, at + 1);
    }

    /** {@return the index behind the string that begins there} */
    private static int behind(byte[] page, int at) {
        int length = page[at] & BYTE_MASK;
        return at + 1 + (length == LONG ? Integer.BYTES : length);
    }

    /** Says where a field and its value lie. */
    static void read(byte[] page, int index, LongStrings longs, FieldPlace place) {
        int at = place(page, index);
        if ((page[at] & BYTE_MASK) == LONG) {
            byte[] bytes = longs.get(number(page, at));
            place.fieldAt(bytes, 0, bytes.length);
        } else {
            place.fieldAt(page, at + 1, page[at] & BYTE_MASK);
        }
        int valueAt = behind(page, at);
        if ((page[valueAt] & BYTE_MASK) == LONG) {
            byte[] bytes = longs.get(number(page, valueAt));
            place.valueAt(bytes, 0, bytes.length);
        } else {
            place.valueAt(page, valueAt + 1, page[valueAt] & BYTE_MASK);
        }
    }

    /** {@return the hash of a field} */
    static long hash(byte[] page, int index, LongStrings longs, SeededHash hash) {
        int at = place(page, index);
        int length = page[at] & BYTE_MASK;
        if (length == LONG) {
            byte[] bytes = longs.get(number(page, at));
            return hash.of(bytes, 0, bytes.length);
        }
        return hash.of(page, at + 1, length);
    }

    // ---- changing

    /** {@return how many bytes a string takes in a page} */
    private static int taken(int length) {
        return 1 + (length >= LONG ? Integer.BYTES : length);
    }

    /** {@return the page, which is not full, or a larger one in its place, with a field that was not there} */
    static byte[] add(byte[] page, Slice field, Slice value, long hash, LongStrings longs) {
        int at = used(page);
        int end = at + taken(field.length()) + taken(value.length());
        byte[] target = withRoom(page, end);
        put(target, put(target, at, field, longs), value, longs);
        link(target, at, end, (byte) hash);
        return target;
    }

    private static void link(byte[] page, int at, int end, byte tag) {
        int index = count(page);
        page[TAGS_AT + index] = tag;
        putPlace(page, index, at);
        page[COUNT_AT] = (byte) (index + 1);
        SHORTS.set(page, USED_AT, (short) end);
    }

    private static byte[] withRoom(byte[] page, int bytes) {
        return bytes <= page.length ? page : Arrays.copyOf(page, roomy(bytes));
    }

    private static int put(byte[] page, int at, Slice string, LongStrings longs) {
        int length = string.length();
        if (length >= LONG) {
            page[at] = (byte) LONG;
            INTS.set(page, at + 1, longs.add(string.toBytes()));
        } else {
            page[at] = (byte) length;
            string.copyTo(page, at + 1);
        }
        return at + taken(length);
    }

    /** {@return the page, or a larger one in its place, in which a field has another value} */
    static byte[] replace(byte[] page, int index, Slice value, LongStrings longs) {
        int at = behind(page, place(page, index));
        int oldEnd = behind(page, at);
        int newEnd = at + taken(value.length());
        forget(page, at, longs);
        int moved = newEnd - oldEnd;
        byte[] target = withRoom(page, used(page) + moved);
        shift(target, oldEnd, moved);
        put(target, at, value, longs);
        return target;
    }

    /** {@return the page, or a smaller one in its place, without a field} */
    static byte[] remove(byte[] page, int index, LongStrings longs) {
        int at = place(page, index);
        int valueAt = behind(page, at);
        int end = behind(page, valueAt);
        forget(page, at, longs);
        forget(page, valueAt, longs);
        int last = count(page) - 1;
        page[TAGS_AT + index] = page[TAGS_AT + last];
        putPlace(page, index, place(page, last));
        page[COUNT_AT] = (byte) last;
        shift(page, end, at - end);
        int needed = roomy(used(page));
        return page.length > 2 * needed ? Arrays.copyOf(page, needed) : page;
    }

    /** Moves all that lies from an index on. */
    private static void shift(byte[] page, int from, int moved) {
        if (moved == 0) {
            return;
        }
        int used = used(page);
        System.arraycopy(page, from, page, from + moved, used - from);
        int count = count(page);
        for (int i = 0; i < count; i++) {
            int at = place(page, i);
            if (at >= from) {
                putPlace(page, i, at + moved);
            }
        }
        SHORTS.set(page, USED_AT, (short) (used + moved));
    }

    private static void forget(byte[] page, int at, LongStrings longs) {
        if ((page[at] & BYTE_MASK) == LONG) {
            longs.remove(number(page, at));
        }
    }

    /** {@return a page of a greater depth with those fields whose next bit is this one} */
    static byte[] half(byte[] page, boolean upper, LongStrings longs, SeededHash hash) {
        int depth = depth(page);
        int chosen = 0;
        int bytes = 0;
        for (int i = 0; i < count(page); i++) {
            if ((hash(page, i, longs, hash) << depth < 0) == upper) {
                chosen |= 1 << i;
                bytes += behind(page, behind(page, place(page, i))) - place(page, i);
            }
        }
        byte[] half = create(depth + 1, bytes);
        for (int rest = chosen; rest != 0; rest &= rest - 1) {
            copy(page, Integer.numberOfTrailingZeros(rest), half);
        }
        return half;
    }

    /** {@return a page of a lesser depth with all fields of two} */
    static byte[] merged(byte[] lower, byte[] upper) {
        byte[] both = create(depth(lower) - 1, fieldBytes(lower) + fieldBytes(upper));
        for (int i = 0; i < count(lower); i++) {
            copy(lower, i, both);
        }
        for (int i = 0; i < count(upper); i++) {
            copy(upper, i, both);
        }
        return both;
    }

    private static void copy(byte[] from, int index, byte[] to) {
        int at = place(from, index);
        int length = behind(from, behind(from, at)) - at;
        int target = used(to);
        System.arraycopy(from, at, to, target, length);
        link(to, target, target + length, from[TAGS_AT + index]);
    }
}
