package dev.mortise.runtime.rdb;

/**
 * Strings that were read, on their way to the keyspace, each with its key. Reusable; not thread-safe, handed from one
 * thread to the other.
 */
final class LoadBatch {

    /** A longer value is not worth copying once more. */
    static final int LONGEST_VALUE = 4 << 10;

    private static final int MOST_KEYS = 128;
    private static final int ORDINARY_BYTES = 16 << 10;

    private final LoadedKey[] keys = new LoadedKey[MOST_KEYS];
    private final long[] hashes = new long[MOST_KEYS];
    private final int[] ends = new int[MOST_KEYS];
    private final RdbBytes values = new RdbBytes(ORDINARY_BYTES);
    private int count;

    LoadBatch() {
        for (int i = 0; i < MOST_KEYS; i++) {
            keys[i] = new LoadedKey();
        }
    }

    void add(LoadedKey key, long hash, RdbBytes value) {
        keys[count].copy(key);
        hashes[count] = hash;
        values.put(value.bytes, 0, value.length);
        ends[count] = values.length;
        count++;
    }

    boolean isFull() {
        return count == MOST_KEYS || values.length >= ORDINARY_BYTES;
    }

    void clear() {
        count = 0;
        values.clear();
    }

    /** {@return how many keys there are} */
    int count() {
        return count;
    }

    LoadedKey key(int index) {
        return keys[index];
    }

    /** {@return the hash of a key} */
    long hash(int index) {
        return hashes[index];
    }

    /** {@return where all values lie, one behind the other} */
    byte[] values() {
        return values.bytes;
    }

    /** {@return where a value begins} */
    int valueFrom(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** {@return where a value ends} */
    int valueEnd(int index) {
        return ends[index];
    }
}
