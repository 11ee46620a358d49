package dev.mortise.runtime.keyspace;

import dev.mortise.api.PackableType;
import dev.mortise.api.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of entries that are no strings: objects on the {@linkplain ObjectShelf shelf}, or small ones as bytes.
 *
 * <p><b>Packed values.</b> What a {@link PackableType} makes of a small value lies in the block of its entry, behind
 * the number of the type, and moves, grows and dies as a string does. Who asks for the value gets an object that was
 * filled from the bytes ({@link LentValues}); when it is said to have changed, the bytes are written anew, or the
 * object goes onto the shelf if it has become too large, and stays there.
 *
 * <p>Belongs to one {@link StoredEntry}; for the thread that has locked the shard.
 */
final class ObjectValues {

    private static final int SHELVED = -1;
    private static final int FIRST_BYTES = 256;

    private final LentValues lent = new LentValues();
    /** The object that stands for the value of the entry since it was bound, or null. */
    private @Nullable Object shown;
    /** Its type, once it is stored. */
    private @Nullable ValueType<?> shownType;
    /** The version of the table for which it is that. */
    private long shownVersion;
    /** How many values had been written by then: two entries may be one key, and show one value each. */
    private long shownWrites;

    /** The type of the object shown, if that is not stored yet. */
    private @Nullable PackableType<?> begun;

    private byte[] packed = {};
    /** How many bytes the value takes that was prepared last, or {@link #SHELVED}. */
    private int packedBytes;

    private byte packedType;

    /** Another key is looked at, or another value. */
    void forget() {
        shown = null;
        shownType = null;
        begun = null;
    }

    // ---- reading

    /** {@return whether the object is shown that stands for the value, and its type known} */
    private boolean isShown(Table table) {
        return shownType != null && shownVersion == table.version() && shownWrites == table.shard.packedTypes.writes();
    }

    static ValueType<?> type(Table table, Place place) {
        return type(table, place.block, Memory.getLong(table.memory, place.block));
    }

    static ValueType<?> type(Table table, long block, long header) {
        return EntryLayout.isShelved(header)
                ? table.objects().type(shelfPlace(table, block, header))
                : table.shard.packedTypes.of(table, block, header);
    }

    private static int shelfPlace(Table table, long block, long header) {
        return Memory.getInt(table.memory, EntryLayout.valueOffset(table.memory, block, header));
    }

    /** {@return the value, which may be changed and be said to be only afterwards} */
    Object value(Table table, Place place) {
        if (!isShown(table)) {
            find(table, place);
        }
        return shown();
    }

    /**
     * {@return the value, which may be changed and be said to be only afterwards, or null if it is of another type}
     *
     * @param wanted the type
     */
    @SuppressWarnings("ReferenceEquality") // That is what makes a type itself.
    @Nullable
    Object value(Table table, Place place, ValueType<?> wanted) {
        if (!isShown(table)) {
            find(table, place);
        }
        return shownType == wanted ? shown : null;
    }

    private void find(Table table, Place place) {
        long block = place.block;
        long header = Memory.getLong(table.memory, block);
        if (EntryLayout.isShelved(header)) {
            table.changing(place);
            int shelfPlace = shelfPlace(table, block, header);
            show(table, table.objects().type(shelfPlace), table.objects().value(shelfPlace));
        } else {
            PackableType<?> type = (PackableType<?>) table.shard.packedTypes.of(table, block, header);
            show(table, type, lent.unpack(type, table, block, header));
        }
    }

    private void show(Table table, ValueType<?> type, Object object) {
        shown = object;
        shownType = type;
        shownVersion = table.version();
        shownWrites = table.shard.packedTypes.writes();
    }

    /** {@return the value of an entry, only to be read} */
    Object valueToSave(Table table, long block, long header) {
        if (EntryLayout.isShelved(header)) {
            return table.objects().value(shelfPlace(table, block, header));
        }
        return lent.unpack((PackableType<?>) table.shard.packedTypes.of(table, block, header), table, block, header);
    }

    /** {@return what is to be stored as a copy: another object, unless it becomes bytes anyway} */
    Object copy(Table table, Place place) {
        long header = Memory.getLong(table.memory, place.block);
        return EntryLayout.isShelved(header)
                ? table.objects().copy(shelfPlace(table, place.block, header))
                : value(table, place);
    }

    /** {@return an empty value, which is stored only when it is said to have changed} */
    @SuppressWarnings("unchecked") // What a type has made is an instance of its class.
    <V> V begin(PackableType<V> type) {
        Object object = lent.empty(type);
        begun = type;
        shown = object;
        shownType = null;
        return (V) object;
    }

    /** {@return the type of the value that was begun and is not stored yet, or null} */
    @Nullable
    PackableType<?> begun() {
        return begun;
    }

    /** {@return the value that was begun} */
    Object shown() {
        return Objects.requireNonNull(shown);
    }

    // ---- writing

    /** Turns a value into bytes if it is to be kept as such. {@return how much room it takes in its block} */
    int prepare(Table table, ValueType<?> type, Object value) {
        packedBytes = type instanceof PackableType<?> packable ? pack(table, packable, value) : SHELVED;
        return packedBytes == SHELVED ? EntryLayout.OBJECT_BYTES : packedBytes;
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private <V> int pack(Table table, PackableType<V> type, Object value) {
        int length = type.packedBytes((V) value);
        int number = table.shard.packedTypes.number(type);
        if (length < 0 || length > PackableType.MOST_PACKED_BYTES || number < 0) {
            return SHELVED;
        }
        if (length > packed.length) {
            packed = new byte[Math.max(FIRST_BYTES, 2 * length)];
        }
        type.pack((V) value, packed);
        packedType = (byte) number;
        return 1 + length;
    }

    /** Writes the value that was prepared into an entry that was made for it. */
    @SuppressWarnings("ReferenceEquality") // which object it is counts
    void put(Table table, Place place, ValueType<?> type, Object value) {
        if (packedBytes == SHELVED) {
            lent.giveUp(value);
            table.putObject(place, type, value, ObjectShelf.bytes(type, value));
        } else {
            long at = EntryLayout.valueOffset(table.memory, place.block, Memory.getLong(table.memory, place.block));
            Memory.putByte(table.memory, at, packedType);
            Memory.copy(packed, 0, table.memory, at + 1, packedBytes - 1);
            table.noteMaking(place, EntryLayout.PACKED);
        }
        table.shard.packedTypes.written();
        if (value == shown && packedBytes != SHELVED) {
            // What is stored as bytes is still shown by the object it was made of, and nothing else is.
            show(table, type, value);
            begun = null;
        } else {
            forget();
        }
    }

    /** The value was changed in place: counts anew how much it takes, and writes it if it is kept as bytes. */
    @SuppressWarnings("ReferenceEquality") // That is what makes a type itself.
    void update(Table table, Place place) {
        long block = place.block;
        long header = Memory.getLong(table.memory, block);
        if (EntryLayout.isShelved(header)) {
            ValueType<?> type = shownType;
            table.putObjectBytes(
                    place,
                    type != null && isShown(table)
                            ? ObjectShelf.bytes(type, shown())
                            : table.objects().bytes(shelfPlace(table, block, header)));
            return;
        }
        Object object = shown;
        ValueType<?> type = table.shard.packedTypes.of(table, block, header);
        if (object == null || (shownType != null && shownType != type)) {
            return;
        }
        boolean expires = EntryLayout.expires(header);
        long expiry = expires ? EntryLayout.expiry(table.memory, block) : 0;
        table.reshape(place, EntryLayout.OBJECT, prepare(table, type, object), expires);
        put(table, place, type, object);
        if (expires) {
            table.putExpiry(place, expiry);
        }
    }

    // ---- what types say

    String encoding(Table table, Place place) {
        Object value = value(table, place);
        return encoding(Objects.requireNonNull(shownType), value);
    }

    boolean isEmpty(Table table, Place place) {
        Object value = value(table, place);
        return isEmpty(Objects.requireNonNull(shownType), value);
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private static <V> String encoding(ValueType<V> type, Object value) {
        return type.encoding((V) value);
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private static <V> boolean isEmpty(ValueType<V> type, Object value) {
        return type.isEmpty((V) value);
    }
}
