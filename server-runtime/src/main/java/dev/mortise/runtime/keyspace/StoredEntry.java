package dev.mortise.runtime.keyspace;

import dev.mortise.api.Entry;
import dev.mortise.api.PackableType;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostEntry;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.api.internal.StringType;
import dev.mortise.runtime.memory.MemoryLimit;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One key of a locked shard and what is stored under it; reusable for the next key.
 *
 * <p><b>How it works.</b> Bound to a key, it looks it up when first asked and remembers the place, which holds until
 * the table's version says that something moved. So a command that reads, decides and writes searches once, and two
 * entries bound to one key (RENAME of a key to itself) still see each other's changes.
 *
 * <p><b>Strings</b> are read as a slice over the store's own memory. It stays valid until this entry is changed: what
 * other entries do meanwhile neither moves nor overwrites anything before the shard is unlocked. A slice read from one
 * entry can therefore be set into another, and even into its own, whole or in part.
 *
 * <p>An entry whose time is over is removed when it is found, before anybody sees it. No allocation in any method,
 * except for what value objects are made of.
 *
 * <p>Not for other threads.
 */
public final class StoredEntry implements HostEntry {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Key key = new Key();
    private final Place place = new Place();
    private final Slice value = SLICES.unpointed();
    private final ObjectValues values = new ObjectValues();
    private final byte[] digits = new byte[IntegerDigits.MOST_BYTES];
    private @Nullable Table table;
    private long nowMillis;
    /** The version of the table for which the place holds; -1 if nothing was looked up yet. */
    private long seenVersion;

    private final EntryChanges changes = new EntryChanges();
    private final AccessClock clock;
    /** Whether finding the entry is a use of it. */
    private boolean using;

    /** An entry that is bound to no key yet, and knows no time: what it finds is not marked as used. */
    public StoredEntry() {
        this(new AccessClock(new MemoryLimit(), 0));
    }

    /**
     * An entry that is bound to no key yet.
     *
     * @param clock by which what it finds is marked as used; to be set before each binding
     */
    public StoredEntry(AccessClock clock) {
        this.clock = clock;
    }

    // ---- binding

    /**
     * Binds it to a key, whose shard is locked by this thread and stays so while it is used.
     *
     * @param shard the shard of the key
     * @param database the number of the database
     * @param hash the hash of the key
     * @param bytes where the key lies; not copied, must not change while bound
     * @param offset of the key's first byte
     * @param length of the key
     * @param nowMillis the time that counts while bound
     */
    @SuppressWarnings("checkstyle:parameternumber") // Called once per key of every request: nothing to carry them in.
    public void bind(Shard shard, int database, long hash, byte[] bytes, int offset, int length, long nowMillis) {
        table = shard.table(database);
        key.point(bytes, offset, length, hash);
        this.nowMillis = nowMillis;
        using = true;
        seenVersion = -1;
        changes.reset();
        values.forget();
    }

    /** Binds it to a key that was found already. */
    void bind(Table found, Key foundKey, Place foundPlace, long now) {
        table = found;
        key.point(foundKey.bytes, foundKey.offset, foundKey.length, foundKey.hash);
        place.at(foundPlace.requireBucket(), foundPlace.slot, foundPlace.block);
        nowMillis = now;
        using = false;
        seenVersion = found.version();
        changes.reset();
        values.forget();
    }

    /** Forgets the key, so that a reference kept too long fails instead of harming. */
    public void release() {
        table = null;
        changes.reset();
        key.clear();
        place.nowhere();
        values.forget();
    }

    /** Says that the entry is only looked at: to find it is not to use it. */
    public void onlyLook() {
        using = false;
    }

    /** Says that it is used once more. {@return whether it is bound to a key of this database already} */
    public boolean useAgain(Shard shard, int database) {
        using = true;
        return table != null && table == shard.findTable(database);
    }

    /** {@return the number of the database of its key} */
    public int database() {
        return bound().database();
    }

    /** {@return a copy of its key} */
    public byte[] keyBytes() {
        return Arrays.copyOfRange(key.bytes, key.offset, key.offset + key.length);
    }

    /** {@return the hash of its key} */
    public long keyHash() {
        return key.hash;
    }

    /** {@return what was done to it since it was bound} */
    public EntryChanges history() {
        return changes;
    }

    /** {@return whether the entry was changed since it was bound} */
    public boolean dirty() {
        return changes.any();
    }

    /** {@return how many changes to count for it} */
    public long changes() {
        return changes.count();
    }

    /** Removes the entry if its value was changed and nothing is left of it. */
    public void settle() {
        if (!changes.has(EntryChanges.OBJECT) || !locate(bound())) {
            return;
        }
        Table bound = bound();
        boolean isString = EntryLayout.kind(Memory.getLong(bound.memory, place.block)) == EntryLayout.STRING;
        if (isString || !values.isEmpty(bound, place)) {
            return;
        }
        ValueType<?> type = type(bound);
        bound.remove(place);
        seenVersion = bound.version();
        if (changes.created()) {
            changes.reset();
        } else {
            changes.emptied(type);
        }
    }

    private Table bound() {
        Table found = table;
        if (found == null) {
            throw new IllegalStateException("an entry belongs to the call that handed it out");
        }
        return found;
    }

    /** {@return whether the key has an entry, whose place is then known} */
    private boolean locate(Table bound) {
        if (seenVersion != bound.version()) {
            search(bound);
        }
        return place.isPresent();
    }

    private void search(Table bound) {
        bound.find(key, place);
        if (place.isPresent()) {
            long header = Memory.getLong(bound.memory, place.block);
            if (EntryLayout.expires(header) && EntryLayout.expiry(bound.memory, place.block) <= nowMillis) {
                bound.expiry().lapse(place);
            } else if (using) {
                use(bound, header);
            }
        }
        seenVersion = bound.version();
    }

    /** Marks it as used, once for the time it is bound. */
    private void use(Table bound, long header) {
        using = false;
        long used = clock.used(header);
        if (used != header) {
            Memory.putLong(bound.memory, place.block, used);
        }
    }

    private void insert(Table bound, int kind, int length, boolean expires) {
        bound.insert(key, place, kind, length, expires);
        using = false;
        Memory.putLong(bound.memory, place.block, clock.created(Memory.getLong(bound.memory, place.block)));
        changes.note(EntryChanges.CREATED);
    }

    private void modified(Table bound) {
        seenVersion = bound.version();
        bound.shard.modified();
    }

    // ---- reading

    @Override
    public boolean exists() {
        return locate(bound());
    }

    @Override
    public @Nullable ValueType<?> type() {
        Table bound = bound();
        return locate(bound) ? type(bound) : null;
    }

    private ValueType<?> type(Table bound) {
        long header = Memory.getLong(bound.memory, place.block);
        return EntryLayout.kind(header) == EntryLayout.STRING ? Types.STRING : ObjectValues.type(bound, place);
    }

    private long valueOffset(Table bound) {
        return EntryLayout.valueOffset(bound.memory, place.block, Memory.getLong(bound.memory, place.block));
    }

    @Override
    public <V> @Nullable V get(ValueType<V> type) {
        Table bound = bound();
        return locate(bound) ? read(bound, type) : null;
    }

    @SuppressWarnings("unchecked") // A value is stored under the type it is an instance of.
    private <V> V read(Table bound, ValueType<V> type) {
        MemorySegment memory = bound.memory;
        long block = place.block;
        long header = Memory.getLong(memory, block);
        if (EntryLayout.kind(header) == EntryLayout.STRING) {
            if (!same(type, Types.STRING)) {
                throw ServerError.wrongType();
            }
            long at = EntryLayout.valueOffset(memory, block, header);
            SLICES.point(value, memory, at, EntryLayout.valueLength(memory, block, header));
            return (V) value;
        }
        Object object = values.value(bound, place, type);
        if (object == null) {
            throw ServerError.wrongType();
        }
        return (V) object;
    }

    @SuppressWarnings("ReferenceEquality") // That is what makes a type itself.
    private static boolean same(ValueType<?> type, ValueType<?> other) {
        return type == other;
    }

    @Override
    public <V> V getOrCreate(ValueType<V> type) {
        Table bound = bound();
        if (locate(bound)) {
            return read(bound, type);
        }
        if (type instanceof PackableType<V> packable) {
            return values.begin(packable);
        }
        put(type, type.create(), NEVER);
        return read(bound, type);
    }

    @Override
    public long expireAtMillis() {
        Table bound = bound();
        return locate(bound) ? expiry(bound) : NEVER;
    }

    private long expiry(Table bound) {
        long header = Memory.getLong(bound.memory, place.block);
        return EntryLayout.expires(header) ? EntryLayout.expiry(bound.memory, place.block) : NEVER;
    }

    @Override
    public @Nullable String encoding() {
        Table bound = bound();
        if (!locate(bound)) {
            return null;
        }
        long header = Memory.getLong(bound.memory, place.block);
        if (EntryLayout.kind(header) == EntryLayout.OBJECT) {
            return values.encoding(bound, place);
        }
        return switch (EntryLayout.making(header)) {
            case EntryLayout.PATCHED -> StringType.RAW;
            case EntryLayout.TEXT -> StringType.textEncoding(read(bound, Types.STRING));
            default -> Types.STRING.encoding(read(bound, Types.STRING));
        };
    }

    @Override
    public OptionalLong idleSeconds() {
        Table bound = bound();
        return clock.counts() || !locate(bound)
                ? OptionalLong.empty()
                : OptionalLong.of(clock.idleSeconds(Memory.getLong(bound.memory, place.block)));
    }

    @Override
    public OptionalInt useFrequency() {
        Table bound = bound();
        return clock.counts() && locate(bound)
                ? OptionalInt.of(clock.frequency(Memory.getLong(bound.memory, place.block)))
                : OptionalInt.empty();
    }

    @Override
    public long memoryBytes() {
        Table bound = bound();
        return locate(bound) ? bound.memoryBytes(place) : 0;
    }

    // ---- writing

    @Override
    public <V> void set(ValueType<V> type, V newValue) {
        put(type, newValue, expireAtMillis());
    }

    @Override
    public <V> void set(ValueType<V> type, V newValue, long expireAtMillis) {
        if (expireAtMillis <= nowMillis) {
            changes.lapsed(type, !remove());
            modified(bound());
            return;
        }
        put(type, newValue, expireAtMillis);
        if (expireAtMillis != NEVER) {
            changes.note(EntryChanges.EXPIRES);
        }
    }

    private <V> void put(ValueType<V> type, V newValue, long expireAtMillis) {
        if (same(type, Types.STRING)) {
            setString((Slice) newValue, expireAtMillis, EntryLayout.WHOLE, EntryChanges.WRITTEN);
        } else {
            setObject(type, newValue, expireAtMillis, EntryChanges.WRITTEN);
        }
    }

    @Override
    public void setText(Slice text) {
        setString(text, expireAtMillis(), EntryLayout.TEXT, EntryChanges.WRITTEN);
    }

    private void setString(Slice string, long expireAtMillis, int making, int change) {
        int length = string.length();
        byte[] array = SLICES.array(string);
        MemorySegment source = SLICES.segment(string);
        long from = SLICES.offset(string);
        if (array == null && source == null) {
            throw new IllegalStateException("this slice was borrowed for a call that is over");
        }
        StringLimit.require(length);
        Table bound = bound();
        if (!make(bound, EntryLayout.STRING, length, expireAtMillis)) {
            return;
        }
        // The value before the expiry: it may be this entry's own, and lie where the expiry will.
        long to = valueOffset(bound);
        if (array != null) {
            Memory.copy(array, (int) from, bound.memory, to, length);
        } else if (source != null) {
            Memory.copy(source, from, bound.memory, to, length);
        }
        if (making != EntryLayout.WHOLE) {
            bound.noteMaking(place, making);
        }
        finish(bound, expireAtMillis, change);
    }

    @Override
    public void setInteger(long number) {
        int from = IntegerDigits.write(number, digits);
        long expireAtMillis = expireAtMillis();
        Table bound = bound();
        if (make(bound, EntryLayout.STRING, IntegerDigits.MOST_BYTES - from, expireAtMillis)) {
            Memory.copy(digits, from, bound.memory, valueOffset(bound), IntegerDigits.MOST_BYTES - from);
            finish(bound, expireAtMillis, EntryChanges.WRITTEN);
        }
    }

    private void setObject(ValueType<?> type, Object object, long expireAtMillis, int change) {
        Table bound = bound();
        int length = values.prepare(bound, type, object);
        if (make(bound, EntryLayout.OBJECT, length, expireAtMillis)) {
            values.put(bound, place, type, object);
            finish(bound, expireAtMillis, change | EntryChanges.OBJECT);
        }
    }

    /** Makes an entry for a value, or removes it if its time is over. {@return whether there is one now} */
    private boolean make(Table bound, int kind, int length, long expireAtMillis) {
        if (expireAtMillis <= nowMillis) {
            remove();
            return false;
        }
        boolean expires = expireAtMillis != NEVER;
        if (locate(bound)) {
            bound.reshape(place, kind, length, expires);
        } else {
            insert(bound, kind, length, expires);
        }
        return true;
    }

    private void finish(Table bound, long expireAtMillis, int change) {
        if (expireAtMillis != NEVER) {
            bound.putExpiry(place, expireAtMillis);
        }
        changes.written(change);
        modified(bound);
    }

    @Override
    public void write(int offset, Slice bytes) {
        int count = bytes.length();
        if (offset < 0) {
            throw new IndexOutOfBoundsException(offset);
        }
        StringLimit.require((long) offset + count);
        byte[] array = SLICES.array(bytes);
        MemorySegment source = SLICES.segment(bytes);
        long from = SLICES.offset(bytes);
        Table bound = bound();
        int end = offset + count;
        if (!locate(bound)) {
            insert(bound, EntryLayout.STRING, end, false);
            bound.zeroFirst(place, offset);
        } else {
            long header = Memory.getLong(bound.memory, place.block);
            if (EntryLayout.kind(header) != EntryLayout.STRING) {
                throw ServerError.wrongType();
            }
            bound.changing(place);
            if (end > EntryLayout.valueLength(bound.memory, place.block, header)) {
                bound.grow(place, end, offset);
            }
        }
        long to = valueOffset(bound) + offset;
        if (array != null) {
            Memory.copy(array, (int) from, bound.memory, to, count);
        } else if (source != null) {
            Memory.copy(source, from, bound.memory, to, count);
        }
        bound.noteMaking(place, EntryLayout.PATCHED);
        changes.written(EntryChanges.WRITTEN);
        modified(bound);
    }

    @Override
    public void changed(long count) {
        changes.counted(count);
        Table bound = bound();
        if (!locate(bound)) {
            PackableType<?> begun = values.begun();
            if (begun != null) {
                setObject(begun, values.shown(), NEVER, EntryChanges.WRITTEN);
            }
            return;
        }
        long header = Memory.getLong(bound.memory, place.block);
        if (EntryLayout.kind(header) == EntryLayout.OBJECT) {
            values.update(bound, place);
            changes.note(EntryChanges.OBJECT);
        }
        changes.written(EntryChanges.WRITTEN);
        modified(bound);
    }

    @Override
    public void event(String name) {
        changes.event(name);
    }

    @Override
    public void moveTo(Entry target) {
        StoredEntry to = (StoredEntry) target;
        if (isAlso(to)) {
            return;
        }
        int elsewhere = bound().database() == to.bound().database() ? 0 : EntryChanges.ELSEWHERE;
        give(to, false, EntryChanges.MOVED_HERE | elsewhere);
        remove();
        changes.movedAway(elsewhere);
    }

    @Override
    public void copyTo(Entry target) {
        StoredEntry to = (StoredEntry) target;
        if (isAlso(to)) {
            throw new IllegalStateException("a value cannot be copied to where it is");
        }
        give(to, true, EntryChanges.COPIED_HERE);
    }

    /** {@return whether two entries are bound to one key, which exists} */
    @SuppressWarnings("ReferenceEquality") // A table is itself.
    private boolean isAlso(StoredEntry other) {
        Table bound = bound();
        Table theirs = other.bound();
        return bound == theirs && other.locate(theirs) && locate(bound) && place.block == other.place.block;
    }

    /** What is given stays here as well, so that nothing is lost if there is no room for it over there. */
    private void give(StoredEntry to, boolean copied, int change) {
        Table bound = bound();
        if (!locate(bound)) {
            throw new IllegalStateException("there is no value here");
        }
        long header = Memory.getLong(bound.memory, place.block);
        long expireAtMillis = expiry(bound);
        if (EntryLayout.kind(header) == EntryLayout.STRING) {
            to.setString(read(bound, Types.STRING), expireAtMillis, EntryLayout.making(header), change);
        } else {
            Object object = copied ? values.copy(bound, place) : values.value(bound, place);
            to.setObject(ObjectValues.type(bound, place), object, expireAtMillis, change);
        }
        // To Redis the key is a new one, whatever was there.
        to.changes.note(EntryChanges.CREATED);
        to.takeUse(copied ? clock.created(header) : header);
    }

    /** A value that moves keeps how recently or often it was used; a copy is new. */
    private void takeUse(long header) {
        Table bound = bound();
        if (locate(bound)) {
            long own = Memory.getLong(bound.memory, place.block);
            Memory.putLong(bound.memory, place.block, (own & ~AccessClock.BITS) | (header & AccessClock.BITS));
        }
    }

    /**
     * Says of an entry how it was used elsewhere. What the policy at the memory limit does not ask for is passed over.
     *
     * @param idleSeconds for how long it was not used, or -1 if that is not known
     * @param frequency how often it was used, from 0 to 255, or -1 if that is not known
     */
    public void usedBefore(long idleSeconds, int frequency) {
        Table bound = bound();
        if (locate(bound)) {
            long header = Memory.getLong(bound.memory, place.block);
            long idle = idleSeconds < 0 ? header : clock.idle(header, idleSeconds);
            Memory.putLong(bound.memory, place.block, frequency < 0 ? idle : clock.counting(idle, frequency));
        }
    }

    @Override
    public boolean remove() {
        Table bound = bound();
        if (!locate(bound)) {
            return false;
        }
        bound.remove(place);
        changes.removed();
        modified(bound);
        return true;
    }

    @Override
    public void expireAtMillis(long instant) {
        Table bound = bound();
        if (!locate(bound)) {
            throw new IllegalStateException("there is no entry that could end");
        }
        if (instant <= nowMillis) {
            remove();
            return;
        }
        bound.changeExpires(place, instant != NEVER);
        finish(bound, instant, instant == NEVER ? EntryChanges.PERSISTS : EntryChanges.EXPIRES);
    }
}
