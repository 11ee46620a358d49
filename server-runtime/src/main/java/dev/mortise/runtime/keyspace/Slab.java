package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of one database of one shard lie: entries of every size, and the buckets of the table among them.
 *
 * <p><b>How it works.</b> A log. Blocks are cut one after another from an open chunk, exactly as long as needed; a
 * freed block is merely marked dead and its chunk's live bytes lowered. Dead space is reclaimed by {@link
 * Evacuation}, which moves what still lives out of the emptiest chunk. A large entry, above 32 KiB, gets a run of
 * chunks for itself and frees it at once.
 *
 * <p><b>Why.</b> A free list per size keeps the shape memory once had: after a million values of 40 bytes were
 * replaced by values of 50, half of it is holes that fit nothing. Here any block fits behind any other, so what is
 * taken follows what lives, whatever the sizes were; and allocating is an addition.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The blocks of a chunk follow each other without a gap, from its start up to {@code blocksEnd} or, in the open
 *       one, up to {@code next}.
 *   <li>Dead space is at most a quarter of what is taken, or 64 KiB; near the memory limit, a sixteenth or 16 KiB and
 *       the ends of chunks in which nothing fitted. Apart from what a batch under one lock left for later.
 * </ol>
 *
 * <p><b>Near the memory limit</b> a new block takes the place of a dead one of its size, if one is known ({@link
 * Holes}): the sizes of what is evicted and of what comes are about the same, so moving is for the rest.
 *
 * <p><b>Cost.</b> Moving what lives costs, where values of random keys change size all the time, about one byte moved
 * per byte freed (greedy choice leaves the emptiest chunks about half full when a quarter of all is dead). Guarded by
 * the lock of the shard.
 */
final class Slab {

    /** What is longer gets a run. So the rest of a chunk wastes at most an eighth, and rounding to pages as much. */
    static final int LONGEST_BLOCK_BYTES = Region.CHUNK_BYTES / 8;

    private static final int TOLERATED_DEAD_BYTES = 64 << 10;
    private static final int TOLERATED_WHEN_TIGHT_BYTES = 16 << 10;
    /** How much more must die before it is worth looking again for a chunk that can be emptied. */
    private static final int HOPE_BYTES = Region.CHUNK_BYTES / 16;

    private static final Chunk NONE = new Chunk(0, 0, false);

    final MemorySegment memory;
    final Region region;
    final MemoryAccount account;

    private Chunk[] chunks = new Chunk[4];
    private int chunkCount;
    private final Holes holes;
    private Chunk open = NONE;
    /** The chunk that is being emptied, if any: nothing new goes there. */
    private @Nullable Chunk victim;

    private long next;
    private long limit;
    private long residentLimit;

    /** Bytes of the chunks that blocks share; of the open one, up to {@code next}. */
    private long takenBytes;

    private long liveBytes;
    private long runBytes;
    private long tailBytes;
    /** How much was dead when no chunk was found that could be emptied, or less if some of that is gone. */
    private long hopelessBytes;

    Slab(Region region, MemoryAccount account) {
        this.region = region;
        this.account = account;
        memory = region.memory;
        holes = new Holes(this);
    }

    /** {@return how many bytes live blocks take} */
    long usedBytes() {
        return liveBytes + runBytes;
    }

    /** {@return how many bytes are taken by what was freed} */
    long deadBytes() {
        return takenBytes - liveBytes;
    }

    /** {@return how many bytes of memory are taken: by what lives, what is dead, and ends where nothing fits} */
    long takenBytes() {
        return takenBytes + runBytes;
    }

    /** {@return whether more than a part of what is taken is dead, and there is hope to win it back} */
    boolean wasteful(int divisor) {
        long dead = takenBytes - liveBytes - tailBytes;
        int tolerated = account.tight() ? TOLERATED_WHEN_TIGHT_BYTES : TOLERATED_DEAD_BYTES;
        return dead > Math.max(tolerated, takenBytes / divisor) && dead >= hopelessBytes;
    }

    /**
     * {@return where a new block lies; its bytes are anything}
     *
     * @param bytes its size, a multiple of 8
     */
    long allocate(int bytes) {
        long hole = account.tight() ? holes.take(bytes, victim) : -1;
        if (hole >= 0) {
            liveBytes += bytes;
            region.chunkOf(hole).liveBytes += bytes;
            account.blocks(bytes);
            return hole;
        }
        long block = next;
        if (bytes > limit - block) {
            block = openChunk();
        }
        next = block + bytes;
        takenBytes += bytes;
        liveBytes += bytes;
        Chunk chunk = open;
        chunk.liveBytes += bytes;
        account.blocks(bytes);
        if (next > residentLimit) {
            region.touch(chunk, next - chunk.start());
            residentLimit = chunk.start() + chunk.residentBytes;
        }
        return block;
    }

    private long openChunk() {
        Chunk chunk = region.take(1, false);
        if (open != NONE) {
            open.tailBytes = (int) (limit - next);
            tailBytes += open.tailBytes;
            account.runs(open.tailBytes);
        }
        closeOpen();
        add(chunk);
        open = chunk;
        next = chunk.start();
        limit = chunk.end();
        residentLimit = next + chunk.residentBytes;
        return next;
    }

    private void closeOpen() {
        Chunk chunk = open;
        if (chunk == NONE) {
            return;
        }
        chunk.blocksEnd = next;
        takenBytes += limit - next;
        open = NONE;
        limit = next;
        if (chunk.liveBytes == 0) {
            drop(chunk);
        }
    }

    /** {@return where the run for a large entry of so many bytes begins} */
    long allocateRun(long bytes) {
        Chunk chunk = region.take(Region.chunks(bytes), true);
        add(chunk);
        runBytes += chunk.residentBytes;
        account.runs(chunk.residentBytes);
        return chunk.start();
    }

    /** Notes that a run is written up to so many bytes from its start. */
    void touchRun(Chunk chunk, long bytes) {
        long before = chunk.residentBytes;
        region.touch(chunk, bytes);
        runBytes += chunk.residentBytes - before;
        account.runs(chunk.residentBytes - before);
    }

    /** Marks a block dead. Its bytes behind the header stay as they are until the lock is given back. */
    void free(long block, int bytes) {
        Chunk chunk = region.chunkOf(block);
        Memory.putLong(memory, block, EntryLayout.blockHeader(EntryLayout.DEAD, bytes));
        chunk.liveBytes -= bytes;
        liveBytes -= bytes;
        account.blocks(-bytes);
        if (chunk.liveBytes == 0 && chunk != open) {
            drop(chunk);
        } else if (account.tight() && chunk != victim) {
            holes.add(chunk, block, bytes);
        }
    }

    /** {@return whether {@link #settle} has something to do} */
    boolean unsettled() {
        return holes.unsettled();
    }

    /** Has the places of what died under this lock be taken from now on. Nothing borrowed may be in use. */
    void settle() {
        holes.settle();
    }

    void freeRun(long block) {
        Chunk chunk = region.chunkOf(block);
        runBytes -= chunk.residentBytes;
        account.runs(-chunk.residentBytes);
        remove(chunk);
    }

    /**
     * {@return the chunk that is cheapest to empty, closed now if it was open; null if all are nearly full} Nothing new
     * goes there any more.
     */
    @Nullable
    Chunk emptiest() {
        Chunk best = null;
        int least = Region.CHUNK_BYTES - Region.CHUNK_BYTES / (account.tight() ? MemoryAccount.ROOM_DIVISOR : 8);
        for (int i = 0; i < chunkCount; i++) {
            Chunk chunk = chunks[i];
            // What the open chunk still has to give is no waste.
            int live = chunk == open ? chunk.liveBytes + (int) (limit - next) : chunk.liveBytes;
            if (live < least && !chunk.run) {
                best = chunk;
                least = live;
            }
        }
        if (best != null && best == open) {
            closeOpen();
        }
        hopelessBytes = best == null ? takenBytes - liveBytes - tailBytes + HOPE_BYTES : 0;
        victim = best;
        return best;
    }

    /** {@return whether a chunk is still part of this slab} */
    boolean owns(Chunk chunk) {
        return chunk.index < chunkCount && chunks[chunk.index] == chunk;
    }

    private void drop(Chunk chunk) {
        takenBytes -= chunk.bytes();
        tailBytes -= chunk.tailBytes;
        account.runs(-chunk.tailBytes);
        hopelessBytes = Math.min(hopelessBytes, takenBytes - liveBytes - tailBytes + HOPE_BYTES);
        remove(chunk);
    }

    /** Gives every chunk back. */
    void clear() {
        for (int i = 0; i < chunkCount; i++) {
            region.free(chunks[i]);
        }
        account.blocks(-liveBytes);
        account.runs(-runBytes - tailBytes);
        holes.clear();
        victim = null;
        chunks = new Chunk[4];
        chunkCount = 0;
        open = NONE;
        next = 0;
        limit = 0;
        residentLimit = 0;
        takenBytes = 0;
        liveBytes = 0;
        runBytes = 0;
        tailBytes = 0;
        hopelessBytes = 0;
    }

    private void add(Chunk chunk) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunkCount);
        }
        chunk.index = chunkCount;
        chunks[chunkCount++] = chunk;
    }

    private void remove(Chunk chunk) {
        Chunk last = chunks[--chunkCount];
        chunks[chunk.index] = last;
        last.index = chunk.index;
        region.free(chunk);
    }
}
