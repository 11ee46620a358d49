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

    void clear() {
        count = 0;
    }

    /**
     * Takes the entries of a bucket down, in the order of its slots.
     *
     * <p>What one entry needs does not wait for another's, so the processor fetches several at a time by itself. (To
     * read a word of each first, and hash their keys in a second round, was measured and took an eighth longer.)
     */
    void add(Bucket bucket, MemorySegment memory, KeyHash hash) {
        makeRoom(count + bucket.used);
        for (int slot = bucket.nextUsed(0); slot < bucket.slots; slot = bucket.nextUsed(slot + 1)) {
            long block = bucket.block(slot);
            positions[count] = (int) KeyHash.position(EntryLayout.hash(memory, block, hash));
            handles[count] = Region.handle(block);
            tags[count++] = bucket.tag(slot);
        }
    }

    private void makeRoom(int needed) {
        if (needed > tags.length) {
            positions = Arrays.copyOf(positions, needed);
            handles = Arrays.copyOf(handles, needed);
            tags = Arrays.copyOf(tags, needed);
        }
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
