package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The entries of a bucket on their way into other slots, with the positions their keys were hashed to.
 *
 * <p>One per shard, made when first needed and kept, so that splitting leaves no garbage. Guarded by the shard's lock.
 */
final class Rehash {

    private int count;
    private int[] positions = {};
    private int[] handles = {};
    private byte[] tags = {};
    private long touched;

    void clear() {
        count = 0;
    }

    /**
     * Takes the entries of a bucket down, in the order of its slots.
     *
     * <p>In two rounds: the first reads a word of every entry and does nothing that waits for it, so that the processor
     * fetches many at a time; the second, which hashes the keys, finds them in the cache. That is three times as fast
     * where the entries of a bucket lie all over the memory.
     */
    void add(Bucket bucket, MemorySegment memory, KeyHash hash) {
        int first = count;
        makeRoom(count + bucket.used);
        long words = 0;
        for (int slot = bucket.nextUsed(0); slot < bucket.slots; slot = bucket.nextUsed(slot + 1)) {
            long block = bucket.block(slot);
            words += Memory.getLong(memory, block);
            handles[count] = Region.handle(block);
            tags[count++] = bucket.tag(slot);
        }
        touched = words;
        for (int i = first; i < count; i++) {
            positions[i] = (int) KeyHash.position(EntryLayout.hash(memory, block(i), hash));
        }
    }

    private void makeRoom(int needed) {
        if (needed > tags.length) {
            positions = Arrays.copyOf(positions, needed);
            handles = Arrays.copyOf(handles, needed);
            tags = Arrays.copyOf(tags, needed);
        }
    }

    /** {@return the sum of what was read only to have it read} */
    long touched() {
        return touched;
    }

    int count() {
        return count;
    }

    long position(int index) {
        return positions[index] & 0xFFFF_FFFFL;
    }

    long block(int index) {
        return Region.block(handles[index]);
    }

    byte tag(int index) {
        return tags[index];
    }
}
