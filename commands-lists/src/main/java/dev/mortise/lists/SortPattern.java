package dev.mortise.lists;

import dev.mortise.api.Entry;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SORT} makes keys of: {@code weight_*} is the key with the element in the place of the star, {@code
 * weight_*->field} a field of the hash that lies under it, and {@code #} the element itself.
 */
final class SortPattern {

    /** What comes before the element. */
    private final byte[] before;
    /** What comes behind it, or null if there is no place for it. */
    private final byte @Nullable [] after;
    /** The field, or null if the key holds a string. */
    private final @Nullable Slice field;
    /** Whether it stands for the element itself. */
    private final boolean self;

    private SortPattern(byte[] before, byte @Nullable [] after, @Nullable Slice field, boolean self) {
        this.before = before;
        this.after = after;
        this.field = field;
        this.self = self;
    }

    static SortPattern of(Slice pattern) {
        byte[] bytes = pattern.toBytes();
        // Star and arrow are looked for as in C, behind a zero byte there are none. What they divide may have such.
        int end = CText.end(bytes);
        int star = indexOfStar(bytes, end);
        if (star < 0) {
            return new SortPattern(bytes, null, null, end == 1 && bytes[0] == '#');
        }
        int arrow = indexOfArrow(bytes, star + 1, end);
        if (arrow < 0) {
            return new SortPattern(
                    Arrays.copyOf(bytes, star), Arrays.copyOfRange(bytes, star + 1, bytes.length), null, false);
        }
        return new SortPattern(
                Arrays.copyOf(bytes, star),
                Arrays.copyOfRange(bytes, star + 1, arrow),
                Slice.of(Arrays.copyOfRange(bytes, arrow + 2, bytes.length)),
                false);
    }

    private static int indexOfStar(byte[] bytes, int end) {
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '*') {
                return i;
            }
        }
        return -1;
    }

    /** {@return where the first arrow begins, or -1 also if nothing follows it: then it belongs to the key} */
    private static int indexOfArrow(byte[] bytes, int from, int end) {
        for (int i = from; i + 1 < end; i++) {
            if (bytes[i] == '-' && bytes[i + 1] == '>') {
                return i + 2 < end ? i : -1;
            }
        }
        return -1;
    }

    /** {@return whether there is a place for the element} */
    boolean hasPlace() {
        return after != null;
    }

    /** {@return what the pattern stands for, or null if that is not there, or not of the right type} */
    byte @Nullable [] read(Request request, byte[] element) {
        byte[] behind = after;
        if (behind == null) {
            return self ? element : null;
        }
        byte[] key = Arrays.copyOf(before, before.length + element.length + behind.length);
        System.arraycopy(element, 0, key, before.length, element.length);
        System.arraycopy(behind, 0, key, before.length + element.length, behind.length);
        return request.keyspace().read(request.session().database(), Slice.of(key), this::value);
    }

    private byte @Nullable [] value(Entry entry) {
        ValueType<?> type = entry.type();
        if (type == null) {
            return null;
        }
        if (field != null) {
            return type.shape() == ValueShape.HASH ? fieldOf(type, entry, field) : null;
        }
        Slice string = Types.STRING.equals(type) ? entry.get(Types.STRING) : null;
        return string == null ? null : string.toBytes();
    }

    private static <V> byte @Nullable [] fieldOf(ValueType<V> type, Entry entry, Slice field) {
        V hash = entry.get(type);
        return hash == null ? null : type.field(hash, field);
    }
}
