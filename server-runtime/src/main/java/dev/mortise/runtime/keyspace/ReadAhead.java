package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;

/**
 * Reads what look-ups of many keys will read, before they are made, so that it is in the processor's cache by then.
 *
 * <p><b>Why.</b> With more keys than fit into the caches, a look-up waits for memory three times: for the slots, for
 * the entry, and for the cache line that it ends in. Each takes as long as all the rest of a {@code GET}.
 *
 * <p><b>How it works.</b> In passes over all keys:
 *
 * <ol>
 *   <li>Where each look-up will begin, while keys are added. Everything that takes is in the cache anyway.
 *   <li>Both cache lines of those slots are read.
 *   <li>Where the entries probably lie, by the tags in the slots.
 *   <li>Both cache lines of the entries are read.
 * </ol>
 *
 * <p>A processor begins loads ahead of the one that it waits for as far as it looks ahead, some four hundred
 * instructions. That is thirty keys in a loop that does nothing but read, and four in one that also works out where.
 * No branch depends on what was read: one that was guessed wrong would have to wait, and with it all loads behind it.
 *
 * <p><b>Without locks.</b> What is read may be wrong, because somebody is changing it, and the memory may serve another
 * purpose by now. But it is always memory of the keyspace, nothing follows from it, and what throws ends the reading.
 *
 * <p><b>Cost.</b> Some 30 ns for a key that was in the cache, where a look-up takes 60; without it, one that was not
 * takes 350 and more. No allocation. Not thread-safe.
 */
public final class ReadAhead {

    /** From how many keys on it pays. It makes a lone look-up slower. */
    public static final int FEWEST_KEYS = 4;

    /** A table of fewer keys is in the cache as it is. */
    static final int FEWEST_OF_A_TABLE = 128;

    /** After so many keys they are read, and it begins anew. */
    static final int MOST_KEYS = 128;

    private final Shard[] shards;
    private final MemorySegment memory;
    private final long regionBytes;
    private final long[] hashes = new long[MOST_KEYS];
    /** Where in all memory the slots of each key lie, then its entry. */
    private final long[] places = new long[MOST_KEYS];

    private int count;

    /** Where what was read ends up, so that the reading is not optimised away. */
    @SuppressWarnings("UnusedVariable") // written for the writing's sake
    private long read;

    /**
     * Reads ahead for one thread.
     *
     * @param shards all of them
     * @param memory that of all shards, equal parts in their order
     */
    ReadAhead(Shard[] shards, MemorySegment memory) {
        this.shards = shards;
        this.memory = memory;
        regionBytes = memory.byteSize() / shards.length;
    }

    /**
     * Adds a key, unless it was the last that was added, or its table is small.
     *
     * @param database the number of the database
     * @param hash the hash of the key
     */
    public void add(int database, long hash) {
        if (count > 0 && hashes[count - 1] == hash) {
            return;
        }
        if (count == MOST_KEYS) {
            read();
        }
        try {
            Table table = shards[shard(hash)].findTable(database);
            Directory directory = table == null || table.keys() < FEWEST_OF_A_TABLE ? null : table.directory();
            if (directory != null) {
                hashes[count] = hash;
                places[count] = regionStart(hash) + directory.firstGroup(hash);
                count++;
            }
        } catch (RuntimeException e) {
            // The directory was being changed. The look-up, which has the lock, will read it right.
            return;
        }
    }

    /** Reads what the look-ups of the keys added will read, and forgets the keys. */
    public void read() {
        int keys = count;
        count = 0;
        try {
            long sum = 0;
            for (int i = 0; i < keys; i++) {
                sum += Bucket.touch(memory, places[i]);
            }
            for (int i = 0; i < keys; i++) {
                places[i] = Bucket.likelyEntry(memory, places[i], hashes[i], regionStart(hashes[i]));
            }
            for (int i = 0; i < keys; i++) {
                sum += Region.touch(memory, places[i]);
            }
            read = sum;
        } catch (RuntimeException e) {
            // A place was none, because it was being changed when it was read; or the keyspace was closed.
            return;
        }
    }

    private int shard(long hash) {
        return (int) hash & (shards.length - 1);
    }

    private long regionStart(long hash) {
        return shard(hash) * regionBytes;
    }
}
