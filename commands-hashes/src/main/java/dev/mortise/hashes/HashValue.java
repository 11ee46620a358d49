package dev.mortise.hashes;

import dev.mortise.api.SeededHash;
import dev.mortise.api.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What a key of type {@code hash} holds: fields, each of which has a value, all of any bytes.
 *
 * <p><b>Forms.</b> A hash with few and short fields is {@linkplain CompactFields compact}, and has them in the order in
 * which they came; one that outgrows {@code hash-max-listpack-entries} or {@code hash-max-listpack-value} becomes a
 * {@linkplain FieldTable table}, and stays one whatever is removed. {@code OBJECT ENCODING} calls them {@code listpack}
 * and {@code hashtable}, as Redis does.
 *
 * <p>Whoever changes it tells the {@link dev.mortise.api.Entry#changed entry}. Belongs to the call in which the entry
 * handed it out, as all that an entry holds; not for other threads.
 */
public final class HashValue {

    private static final SeededHash HASH = new SeededHash();
    private static final int OBJECT_BYTES = 200;

    private final HashLimits limits;
    private final FieldPlace place = new FieldPlace();
    private CompactFields compact = new CompactFields();
    private @Nullable FieldTable table;
    /** The field that was sought last is there, and {@link #place} says where. */
    private boolean found;

    /** Where the walk is, and whether it has one more. */
    private long walked;

    HashValue(HashLimits limits) {
        this.limits = limits;
    }

    // ---- for everybody

    /** {@return how many fields there are} */
    public int size() {
        FieldTable large = table;
        return large == null ? compact.size() : large.size();
    }

    /**
     * {@return whether there is a field}
     *
     * @param field its name
     */
    public boolean contains(Slice field) {
        return find(field);
    }

    /**
     * {@return a copy of the value of a field, or null if it is not there}
     *
     * @param field its name
     */
    public byte @Nullable [] get(Slice field) {
        return find(field) ? place.value().toBytes() : null;
    }

    /**
     * Gives a field a value.
     *
     * @param field its name, not a part of this hash; copied
     * @param value its value, not a part of this hash; copied
     * @return whether the field is new
     */
    public boolean put(Slice field, Slice value) {
        boolean isNew = !find(field);
        if (isNew) {
            add(field, value);
        } else {
            replace(field.length(), value);
        }
        return isNew;
    }

    /**
     * Removes a field.
     *
     * @param field its name
     * @return whether it was there
     */
    public boolean remove(Slice field) {
        if (!find(field)) {
            return false;
        }
        found = false;
        FieldTable large = table;
        if (large == null) {
            compact.remove();
        } else {
            large.remove();
        }
        return true;
    }

    /**
     * Visits all fields.
     *
     * @param visitor gets each; must not change the hash, nor ask it for another field
     */
    public void forEach(Visitor visitor) {
        begin();
        while (next()) {
            visitor.visit(place.field(), place.value());
        }
    }

    /**
     * Visits some fields, and the others in later calls: a field that is there from the first call to the last is
     * visited exactly once, however the hash grows or shrinks meanwhile. One that is compact is visited as a whole.
     *
     * @param cursor 0, or what an earlier call returned; anything else is taken as some place to go on from
     * @param count about how many to visit, at least 1
     * @param visitor gets each; must not change the hash, nor ask it for another field
     * @return the next cursor, or 0 when all were visited
     */
    public long scan(long cursor, long count, Visitor visitor) {
        FieldTable large = table;
        if (large == null) {
            forEach(visitor);
            return 0;
        }
        found = false;
        Visits visits = new Visits(visitor, place);
        long next = cursor;
        do {
            next = large.scan(next, place, visits);
        } while (next != 0 && visits.count < count);
        return next;
    }

    /** Gets the fields of a hash. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for each field.
         *
         * @param field its name, borrowed for this call
         * @param value its value, borrowed for this call
         */
        void visit(Slice field, Slice value);
    }

    private static final class Visits implements Runnable {
        private final Visitor visitor;
        private final FieldPlace place;
        private long count;

        Visits(Visitor visitor, FieldPlace place) {
            this.visitor = visitor;
            this.place = place;
        }

        @Override
        public void run() {
            count++;
            visitor.visit(place.field(), place.value());
        }
    }

    // ---- for the commands, without a copy

    /** Finds a field. {@return whether it is there; {@link #found} says where, then} */
    boolean find(Slice field) {
        FieldTable large = table;
        found = large == null ? compact.find(field, place) : large.find(field, place);
        return found;
    }

    /** {@return where the field lies that was found last, or that the walk has come to; until the hash changes} */
    FieldPlace found() {
        return place;
    }

    /** Begins a walk over all fields, during which the hash must not change, nor be asked for a field. */
    void begin() {
        walked = 0;
        found = false;
    }

    /** Goes on to the next field. {@return whether there is one; {@link #found} says where} */
    boolean next() {
        FieldTable large = table;
        if (large != null) {
            walked = large.next(walked, place);
            return walked >= 0;
        }
        if (walked == compact.end()) {
            return false;
        }
        walked = compact.read((int) walked, place);
        return true;
    }

    /** {@return the table, or null if the hash is compact} */
    @Nullable
    FieldTable table() {
        return table;
    }

    /** {@return where each field of a compact hash begins} */
    int[] starts() {
        int[] starts = new int[compact.size()];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at = compact.read(at, place);
        }
        return starts;
    }

    /** Goes to the field of a compact hash that begins there; {@link #found} says where it lies. */
    void go(int start) {
        compact.read(start, place);
    }

    // ---- changing

    private void add(Slice field, Slice value) {
        FieldTable large = table;
        if (large == null && !fits(field.length(), value.length())) {
            large = expand();
            large.find(field, place);
        }
        if (large == null) {
            compact.add(field, value);
            expandIfMany();
        } else {
            large.add(field, value);
        }
        found = false;
    }

    private void replace(int fieldLength, Slice value) {
        if (!found) {
            throw new IllegalStateException("no field was found");
        }
        FieldTable large = table;
        if (large == null && !fits(fieldLength, value.length())) {
            byte[] field = place.field().toBytes();
            large = expand();
            large.find(Slice.of(field), place);
        }
        if (large == null) {
            compact.replace(value);
            expandIfMany();
        } else {
            large.replace(value);
        }
        found = false;
    }

    private boolean fits(int fieldBytes, int valueBytes) {
        return limits.allowStrings(fieldBytes, valueBytes) && compact.hasRoom(fieldBytes, valueBytes);
    }

    /** As in Redis also after a field that was there already: what is allowed may have become less. */
    private void expandIfMany() {
        if (!limits.allowFields(compact.size())) {
            expand();
        }
    }

    private FieldTable expand() {
        FieldTable large = new FieldTable(HASH);
        FieldPlace each = new FieldPlace();
        int at = 0;
        while (at < compact.end()) {
            at = compact.read(at, each);
            Slice field = each.field();
            large.find(field, place);
            large.add(field, each.value());
        }
        table = large;
        compact = new CompactFields();
        return large;
    }

    // ---- for the type

    long heapBytes() {
        FieldTable large = table;
        return OBJECT_BYTES + (large == null ? compact.heapBytes() : large.heapBytes());
    }

    boolean isCompact() {
        return table == null;
    }

    int packedBytes() {
        return table == null ? compact.packedBytes() : -1;
    }

    void pack(byte[] target) {
        compact.pack(target);
    }

    void unpack(Slice packed) {
        table = null;
        found = false;
        compact.unpack(packed);
    }

    HashValue copy() {
        HashValue copy = new HashValue(limits);
        FieldTable large = table;
        if (large == null) {
            copy.compact = new CompactFields(compact);
        } else {
            copy.table = new FieldTable(large);
        }
        return copy;
    }
}
