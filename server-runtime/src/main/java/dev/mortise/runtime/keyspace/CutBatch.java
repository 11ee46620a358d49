package dev.mortise.runtime.keyspace;

import dev.mortise.api.Entry;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Entries as they were at a {@linkplain Cut cut}, on their way from the shard to who saves them: copied under the lock,
 * read without it.
 *
 * <pre>
 *   database 4 | kind 1 | use 1 | expiry 8 | use 4 | key length 4 | value length 4 | key | value
 * </pre>
 *
 * <p>Reading goes from entry to entry with {@link #next}. Not thread-safe; handed from one thread to the other.
 */
public final class CutBatch {

    /**
     * How many bytes an ordinary batch holds: about a hundred entries, which take some 100 µs to copy and write down.
     * Whoever saves rests after each; with batches four times as large, 1 % of the requests of clients took a third
     * longer meanwhile.
     */
    static final int ORDINARY_BYTES = 8 << 10;

    /** About ten entries, a microsecond. */
    private static final int WORTHWHILE_BYTES = 1 << 10;

    private static final byte STRING = 0;
    private static final byte OBJECT = 1;
    private static final byte UNKNOWN_USE = 0;
    private static final byte IDLE_SECONDS = 1;
    private static final byte FREQUENCY = 2;
    private static final int USE_AT = Integer.BYTES + 2;
    private static final int HEADER_BYTES = USE_AT + Long.BYTES + 3 * Integer.BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int end;
    private int position;
    private int entry;
    private int keyLength;
    private int valueLength;

    CutBatch(int capacity) {
        bytes = new byte[capacity];
    }

    // ---- writing, under the lock

    int capacity() {
        return bytes.length;
    }

    boolean isEmpty() {
        return end == 0;
    }

    /** {@return whether it holds enough for a lock to be taken for it} */
    boolean isWorthwhile() {
        return end >= WORTHWHILE_BYTES;
    }

    /** {@return whether an entry with a key and a value of these lengths fits in} */
    boolean fits(int ofKey, long ofValue) {
        return HEADER_BYTES + (long) ofKey + ofValue <= bytes.length - end;
    }

    /** {@return what a batch must hold for such an entry} */
    static long needed(int ofKey, long ofValue) {
        return HEADER_BYTES + (long) ofKey + ofValue;
    }

    void clear() {
        end = 0;
        position = 0;
    }

    /** Adds a string that {@linkplain #fits fits}. */
    void addString(int database, MemorySegment memory, long block, long header, int ofKey, int ofValue) {
        int to = begin(database, STRING, memory, block, header, ofKey, ofValue);
        Memory.copy(memory, EntryLayout.valueOffset(memory, block, header), bytes, to, ofValue);
    }

    /** Adds an object that {@linkplain #fits fits}. */
    void addObject(int database, MemorySegment memory, long block, long header, int ofKey, CutValues value) {
        int to = begin(database, OBJECT, memory, block, header, ofKey, value.length());
        System.arraycopy(value.bytes(), 0, bytes, to, value.length());
    }

    @SuppressWarnings("checkstyle:parameternumber") // One entry, taken apart by the caller already.
    private int begin(int database, byte kind, MemorySegment memory, long block, long header, int ofKey, int ofValue) {
        int at = end;
        INTS.set(bytes, at, database);
        bytes[at + Integer.BYTES] = kind;
        bytes[at + Integer.BYTES + 1] = UNKNOWN_USE;
        LONGS.set(bytes, at + USE_AT, EntryLayout.expires(header) ? EntryLayout.expiry(memory, block) : Entry.NEVER);
        INTS.set(bytes, at + USE_AT + Long.BYTES + Integer.BYTES, ofKey);
        INTS.set(bytes, at + USE_AT + Long.BYTES + 2 * Integer.BYTES, ofValue);
        Memory.copy(memory, EntryLayout.keyOffset(block, header), bytes, at + HEADER_BYTES, ofKey);
        end = at + HEADER_BYTES + ofKey + ofValue;
        entry = at;
        return at + HEADER_BYTES + ofKey;
    }

    /** Says for how long the entry added last was not used. */
    void addedIdle(long seconds) {
        putUse(IDLE_SECONDS, (int) seconds);
    }

    /** Says how often the entry added last was used. */
    void addedFrequency(int frequency) {
        putUse(FREQUENCY, frequency);
    }

    private void putUse(byte kind, int use) {
        bytes[entry + Integer.BYTES + 1] = kind;
        INTS.set(bytes, entry + USE_AT + Long.BYTES, use);
    }

    // ---- reading

    /** Goes on to the next entry. {@return whether there is one} */
    public boolean next() {
        if (position == end) {
            return false;
        }
        entry = position;
        keyLength = (int) INTS.get(bytes, entry + USE_AT + Long.BYTES + Integer.BYTES);
        valueLength = (int) INTS.get(bytes, entry + USE_AT + Long.BYTES + 2 * Integer.BYTES);
        position = entry + HEADER_BYTES + keyLength + valueLength;
        return true;
    }

    /** {@return the database of the entry} */
    public int database() {
        return (int) INTS.get(bytes, entry);
    }

    /** {@return whether the value is a string, and not what {@link CutValues} have made of an object} */
    public boolean isString() {
        return bytes[entry + Integer.BYTES] == STRING;
    }

    /** {@return when the entry ends, in milliseconds since 1970, or {@link Entry#NEVER}} */
    public long expireAtMillis() {
        return (long) LONGS.get(bytes, entry + USE_AT);
    }

    /** {@return for how many seconds the entry was not used, or -1 if the policy at the memory limit does not ask} */
    public int idleSeconds() {
        return use(IDLE_SECONDS);
    }

    /** {@return how often the entry was used, or -1 if the policy at the memory limit does not ask} */
    public int useFrequency() {
        return use(FREQUENCY);
    }

    private int use(byte kind) {
        return bytes[entry + Integer.BYTES + 1] == kind ? (int) INTS.get(bytes, entry + USE_AT + Long.BYTES) : -1;
    }

    /** {@return where key and value lie} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return where the key begins} */
    public int keyFrom() {
        return entry + HEADER_BYTES;
    }

    /** {@return the length of the key} */
    public int keyLength() {
        return keyLength;
    }

    /** {@return where the value begins} */
    public int valueFrom() {
        return entry + HEADER_BYTES + keyLength;
    }

    /** {@return the length of the value} */
    public int valueLength() {
        return valueLength;
    }
}
