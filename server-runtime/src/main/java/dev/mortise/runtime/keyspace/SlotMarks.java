package dev.mortise.runtime.keyspace;

/**
 * Which slots of a bucket a {@linkplain Cut cut} need not write any more, because they were written before their entry
 * changed, or because their entry is newer than the cut. Guarded by the lock of the shard.
 */
final class SlotMarks {

    /** The number of the cut that they are for. */
    final int cut;

    private final long[] words;

    SlotMarks(int cut, int slots) {
        this.cut = cut;
        words = new long[Math.ceilDiv(slots, Long.SIZE)];
    }

    boolean has(int slot) {
        return (words[slot >>> 6] & 1L << slot) != 0;
    }

    void add(int slot) {
        words[slot >>> 6] |= 1L << slot;
    }
}
