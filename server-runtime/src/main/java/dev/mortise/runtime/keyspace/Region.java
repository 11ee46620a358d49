package dev.mortise.runtime.keyspace;

import dev.mortise.api.ServerError;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one shard: a stretch of address space, handed out in chunks of 256 KiB and in runs of such chunks.
 *
 * <p><b>Why one stretch.</b> A place in it is a 32-bit number of 8-byte granules, half of what a pointer takes, and
 * the table holds one per key. Addresses are plentiful where memory is not: what counts is the pages touched.
 *
 * <p><b>A chunk's life.</b> Clean (reads as zero, costs nothing), in use, quarantined, touched (free, but still
 * backed by memory), and clean again once the memory was given back. Touched chunks are used first: that spares the
 * system taking pages away and handing them out again. A few are kept for that; more are given back, a bounded number
 * at a time.
 *
 * <p><b>Quarantine.</b> A chunk freed while the shard is locked is not used again before the lock is given back, so a
 * slice that a command borrowed keeps its bytes although the entry was replaced or removed meanwhile.
 *
 * <p><b>Cost.</b> Finding a free chunk or run scans bit sets: a microsecond per GiB of region, and once per 256 KiB
 * written. Guarded by the lock of the shard.
 */
final class Region {

    static final int CHUNK_SHIFT = 18;
    static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    private static final int GRANULE_SHIFT = 3;
    private static final int PAGE_BYTES = 4096;
    private static final int CHUNKS_PER_HUGE_PAGE = AddressSpace.HUGE_PAGE_BYTES / CHUNK_BYTES;
    private static final int MOST_AREAS = 1024;
    /** One in so many chunks may be free and yet backed by memory. */
    private static final int RESERVE_DIVISOR = 16;
    /** The same near the memory limit, where each of them keeps an entry out. */
    private static final int TIGHT_RESERVE_DIVISOR = 64;

    private static final ServerError FULL =
            ServerError.of("OOM", "the address space reserved for this part of the keyspace is used up");

    /** Where the last word of an entry of ordinary size lies. */
    private static final int SMALL_ENTRY_BYTES = 48;

    final MemorySegment memory;

    private final AddressSpace space;
    private final long start;
    private final int limit;
    private @Nullable Chunk[] chunks = new Chunk[16];
    /** From here on no chunk was ever used. */
    private int top;

    private final BitSet free = new BitSet();
    private final BitSet touched = new BitSet();
    private int touchedCount;
    /** Which areas of the size of a huge page were made one, or were to be. */
    private final BitSet huge = new BitSet();

    private int nextArea;
    private final boolean aligned;
    private int usedCount;
    private long residentBytes;
    private @Nullable Chunk freed;
    private final MemoryAccount account;

    /**
     * A region without chunks.
     *
     * @param space where it lies
     * @param start its first byte there
     * @param bytes its size, whole chunks
     * @param account of the shard that it belongs to
     */
    Region(AddressSpace space, long start, long bytes, MemoryAccount account) {
        this.space = space;
        this.account = account;
        this.start = start;
        memory = space.memory().asSlice(start, bytes);
        limit = (int) (bytes >>> CHUNK_SHIFT);
        aligned = start % AddressSpace.HUGE_PAGE_BYTES == 0;
    }

    // ---- arithmetic

    /** {@return the number of 32 bits by which a block is known} */
    static int handle(long block) {
        return (int) (block >>> GRANULE_SHIFT);
    }

    /** {@return where the block of a handle lies} */
    static long block(int handle) {
        return (handle & 0xFFFF_FFFFL) << GRANULE_SHIFT;
    }

    /** {@return how many chunks it takes to hold so many bytes} */
    static int chunks(long bytes) {
        return (int) ((bytes + CHUNK_BYTES - 1) >>> CHUNK_SHIFT);
    }

    /** {@return the bytes of the chunks that so many bytes fill} */
    static long wholeChunks(long bytes) {
        return bytes & -CHUNK_BYTES;
    }

    // ---- chunks

    /** {@return the refusal to take more than there is room for} */
    static ServerError full() {
        return FULL;
    }

    /** {@return how many bytes are backed by memory} */
    long residentBytes() {
        return residentBytes;
    }

    /** {@return the chunk or run in which a block lies} */
    Chunk chunkOf(long block) {
        Chunk chunk = chunks[(int) (block >>> CHUNK_SHIFT)];
        if (chunk == null) {
            throw new IllegalStateException("no block there");
        }
        return chunk;
    }

    /**
     * {@return a chunk for many blocks, or a run for one}
     *
     * @param count how many chunks
     * @param run whether it is for one large entry
     * @throws ServerError {@code OOM} if there is no room
     */
    Chunk take(int count, boolean run) {
        int first = !run && touchedCount > 0 ? touched.nextSetBit(0) : fit(count);
        Chunk chunk = new Chunk(first, count, run);
        if (touched.get(first)) {
            touched.clear(first);
            touchedCount--;
            chunk.residentBytes = CHUNK_BYTES;
        }
        free.clear(first, first + count);
        usedCount += count;
        if (first >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(2 * chunks.length, first + 1));
        }
        chunks[first] = chunk;
        return chunk;
    }

    /** {@return the first of some clean chunks in a row} */
    private int fit(int count) {
        int first = firstFit(count, true);
        if (first < 0) {
            first = firstFit(count, false);
            if (first < 0) {
                throw FULL;
            }
            for (int i = touched.nextSetBit(first); i >= 0 && i < first + count; i = touched.nextSetBit(i + 1)) {
                giveBack(i, i + 1);
            }
        }
        top = Math.max(top, first + count);
        return first;
    }

    private int firstFit(int count, boolean clean) {
        int from = free.nextSetBit(0);
        while (from >= 0) {
            int to = free.nextClearBit(from);
            int firstTouched = clean ? touched.nextSetBit(from) : -1;
            if (firstTouched >= 0 && firstTouched < to) {
                to = firstTouched;
            }
            // What was never used follows what is free at the top.
            int end = to == top ? limit : to;
            if (end - from >= count) {
                return from;
            }
            from = free.nextSetBit(to == firstTouched ? touched.nextClearBit(to) : to);
        }
        return limit - top >= count ? top : -1;
    }

    /** Notes that the bytes of a chunk are written up to an offset in it. */
    void touch(Chunk chunk, long bytes) {
        long resident = (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
        if (resident > chunk.residentBytes) {
            residentBytes += resident - chunk.residentBytes;
            chunk.residentBytes = resident;
        }
    }

    /** Takes a chunk or run back, into quarantine. */
    void free(Chunk chunk) {
        chunk.nextFreed = freed;
        freed = chunk;
        chunks[chunk.first] = null;
    }

    // ---- huge pages

    /**
     * {@return the place in the address space of a huge page's worth of chunks that are all in use and all backed by
     * small pages, or -1 if there are none} The next call finds others.
     *
     * <p>Memory that is all used anyway is no larger on a huge page; and where millions of keys lie, a look-up spends
     * much of its time on finding out where the small ones are.
     */
    long claimHugePage() {
        int areas = aligned ? top / CHUNKS_PER_HUGE_PAGE : 0;
        for (int i = 0; i < Math.min(areas, MOST_AREAS); i++) {
            int area = nextArea < areas ? nextArea : 0;
            nextArea = area + 1;
            if (!huge.get(area) && isFull(area)) {
                huge.set(area);
                return start + (long) area * AddressSpace.HUGE_PAGE_BYTES;
            }
        }
        return -1;
    }

    private boolean isFull(int area) {
        int first = area * CHUNKS_PER_HUGE_PAGE;
        for (int i = first; i < first + CHUNKS_PER_HUGE_PAGE; i++) {
            Chunk chunk = i < chunks.length ? chunks[i] : null;
            if (chunk == null || chunk.run || chunk.residentBytes < CHUNK_BYTES) {
                return false;
            }
        }
        return true;
    }

    // ---- giving back

    /** {@return whether {@link #settle} has something to do} */
    boolean unsettled() {
        return freed != null || touchedCount > reserve();
    }

    /**
     * Ends the quarantine, and gives memory back that is free beyond the reserve. Nothing borrowed may be in use.
     *
     * @param most how many chunks to give back at most
     */
    void settle(int most) {
        for (Chunk chunk = freed; chunk != null; chunk = chunk.nextFreed) {
            int backed = chunks(chunk.residentBytes);
            residentBytes += ((long) backed << CHUNK_SHIFT) - chunk.residentBytes;
            free.set(chunk.first, chunk.first + chunk.count);
            touched.set(chunk.first, chunk.first + backed);
            touchedCount += backed;
            usedCount -= chunk.count;
        }
        freed = null;
        giveBack(Math.min(most, touchedCount - reserve()));
    }

    /** {@return whether any chunk is free and backed by memory} */
    boolean hasTouched() {
        return touchedCount > 0;
    }

    /** Gives the memory of some free chunks back to the operating system, and of those with high addresses first. */
    void giveBack(int most) {
        int left = most;
        while (left > 0 && touchedCount > 0) {
            int end = touched.length();
            int first = Math.max(touched.previousClearBit(end - 1) + 1, end - left);
            giveBack(first, end);
            left -= end - first;
        }
    }

    private void giveBack(int first, int end) {
        long bytes = (long) (end - first) << CHUNK_SHIFT;
        space.giveBack(start + ((long) first << CHUNK_SHIFT), bytes);
        touched.clear(first, end);
        touchedCount -= end - first;
        residentBytes -= bytes;
        huge.clear(first / CHUNKS_PER_HUGE_PAGE, (end - 1) / CHUNKS_PER_HUGE_PAGE + 1);
    }

    private int reserve() {
        return account.tight()
                ? (int) ((residentBytes / TIGHT_RESERVE_DIVISOR) >>> CHUNK_SHIFT)
                : 1 + usedCount / RESERVE_DIVISOR;
    }

    /** Reads both cache lines that a small entry may lie in. */
    static long touch(MemorySegment memory, long block) {
        return Memory.getLong(memory, block) + Memory.getLong(memory, block + SMALL_ENTRY_BYTES);
    }
}
