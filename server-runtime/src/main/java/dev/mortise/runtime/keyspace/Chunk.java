package dev.mortise.runtime.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a piece of the region: either one chunk that many blocks share, or a run of chunks for one large
 * entry.
 */
final class Chunk {

    final int first;
    final int count;
    final boolean run;

    /** Its place in the list of its slab. */
    int index;
    /** Where its blocks end, if it is closed and no run. */
    long blocksEnd;
    /** Bytes at its end in which no block fitted, if it was closed for that. */
    int tailBytes;
    /** Bytes of blocks that are not dead. */
    int liveBytes;
    /** Bytes from its start that are backed by memory, whole pages. */
    long residentBytes;
    /** The next in the list of those freed under the present lock. */
    @Nullable
    Chunk nextFreed;

    Chunk(int first, int count, boolean run) {
        this.first = first;
        this.count = count;
        this.run = run;
    }

    long start() {
        return (long) first << Region.CHUNK_SHIFT;
    }

    long end() {
        return (long) (first + count) << Region.CHUNK_SHIFT;
    }

    long bytes() {
        return (long) count << Region.CHUNK_SHIFT;
    }
}
