package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;

/**
 * A part of a table: the keys whose {@linkplain KeyHash#position positions} begin with the same bits, in an
 * open-addressing array of its own.
 *
 * <pre>
 *   block: header 8 | first position 8 | tag 1 x slots | guard 8 | handle 4 x slots
 *
 *   tag:   0          empty, ends a search
 *          0x80       tombstone, does not
 *          0eeeeeee   an entry: 7 bits of its hash, never 0
 *          1eeeeeee   the same, and it has an expiry
 * </pre>
 *
 * <p><b>How it works.</b> The position of a key, less the bits that all keys here share, is scaled to its <i>home</i>
 * slot; from there slots are tried one after another, eight tags in a word at a time. Home slots rise with positions,
 * so the slots are in the order of positions, give or take a few: that makes a SCAN a walk, and a split a matter of
 * one bit. There is no way round from the last slot to the first; {@value #PAD} extra slots at the end take what is
 * displaced beyond it, and the guard behind them is always empty.
 *
 * <p>The bit for the expiry lets the sweep for dead entries pass by all others without a look at them.
 *
 * <p><b>Cost.</b> 5 bytes a slot. Full to seven eighths, a search reads 9 tags if the key is there and 33 if not,
 * mostly of one cache line. Guarded by the lock of the shard, except {@link #touch}.
 */
final class Bucket {

    /** Displacement beyond the last home is a queue that seldom grows: 32 are exceeded once in ten thousand buckets. */
    private static final int PAD = 32;

    private static final int GUARD = 8;
    private static final int PROLOGUE_BYTES = 16;
    private static final int TOMBSTONE = 0x80;
    private static final int EXPIRES = 0x80;
    private static final int HASH_BITS = 0x7F;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    /** How many home slots there are. */
    final int homes;
    /** The lowest position that belongs here. */
    final long firstPosition;
    /** How many of the first bits of a position are the same for all keys here. */
    int depth;

    int used;
    int tombstones;
    /** No entry here ends before this instant. */
    long earliestMillis = Long.MAX_VALUE;

    private final MemorySegment memory;
    private final int slots;
    private final int most;
    private long block;
    private long tags;
    private long handles;

    private Bucket(MemorySegment memory, int homes, long firstPosition, int depth) {
        this.memory = memory;
        this.homes = homes;
        this.firstPosition = firstPosition;
        this.depth = depth;
        slots = homes + PAD;
        most = homes - homes / 8;
    }

    /** {@return an empty bucket} */
    static Bucket create(Slab slab, int homes, long firstPosition, int depth) {
        Bucket bucket = new Bucket(slab.memory, homes, firstPosition, depth);
        bucket.lieAt(slab.allocate(bucket.bytes()));
        Memory.putLong(bucket.memory, bucket.block, EntryLayout.blockHeader(EntryLayout.BUCKET, bucket.bytes()));
        Memory.putLong(bucket.memory, bucket.block + EntryLayout.HEADER_BYTES, firstPosition);
        bucket.reset();
        return bucket;
    }

    /** {@return the first position of the bucket that lies in a block} */
    static long firstPosition(MemorySegment memory, long block) {
        return Memory.getLong(memory, block + EntryLayout.HEADER_BYTES);
    }

    /** {@return the size of its block} */
    int bytes() {
        return (int) EntryLayout.toGranules(PROLOGUE_BYTES + GUARD + 5L * slots);
    }

    long block() {
        return block;
    }

    /** Says that its bytes are elsewhere now. */
    void lieAt(long newBlock) {
        block = newBlock;
        tags = newBlock + PROLOGUE_BYTES;
        handles = tags + slots + GUARD;
    }

    /** Makes it empty. */
    void reset() {
        Memory.zero(memory, tags, slots + GUARD);
        used = 0;
        tombstones = 0;
    }

    int slots() {
        return slots;
    }

    /** {@return the position after the last that belongs here} */
    long endPosition() {
        return firstPosition + (1L << (Integer.SIZE - depth));
    }

    // ---- homes and positions

    int home(long position) {
        return (int) ((((position << depth) & 0xFFFF_FFFFL) * homes) >>> Integer.SIZE);
    }

    /** {@return the lowest position whose home is this slot or a later one} */
    long positionOfHome(int home) {
        return firstPosition + Math.ceilDiv(Math.ceilDiv((long) home << Integer.SIZE, (long) homes), 1L << depth);
    }

    // ---- slots

    boolean isUsed(int slot) {
        return (Memory.getByte(memory, tags + slot) & HASH_BITS) != 0;
    }

    boolean isEmpty(int slot) {
        return Memory.getByte(memory, tags + slot) == 0;
    }

    byte tag(int slot) {
        return Memory.getByte(memory, tags + slot);
    }

    /** {@return where the entry of a slot lies} */
    long block(int slot) {
        return Region.block(Memory.getInt(memory, handles + 4L * slot));
    }

    /** Says that the entry of a slot lies elsewhere now. */
    void move(int slot, long newBlock) {
        Memory.putInt(memory, handles + 4L * slot, Region.handle(newBlock));
    }

    /** Says whether the entry of a slot has an expiry. */
    void expires(int slot, boolean expires) {
        int tag = Memory.getByte(memory, tags + slot) & HASH_BITS;
        Memory.putByte(memory, tags + slot, (byte) (expires ? tag | EXPIRES : tag));
    }

    /** {@return the slot of a key, or -1} */
    int find(Key key) {
        long pattern = KeyHash.tag(key.hash) * EVERY_BYTE;
        int first = home(KeyHash.position(key.hash));
        while (true) {
            long word = Memory.getLong(memory, tags + first);
            long low = word & LOW_BITS;
            for (long match = equalBytes(low, pattern); match != 0; match &= match - 1) {
                int slot = first + (Long.numberOfTrailingZeros(match) >>> 3);
                if (EntryLayout.hasKey(memory, block(slot), key)) {
                    return slot;
                }
            }
            if (hasEmpty(word, low)) {
                return -1;
            }
            first += Long.BYTES;
        }
    }

    /** {@return the slot of the entry that lies in a block, or -1} */
    int find(long hash, long entryBlock) {
        long pattern = KeyHash.tag(hash) * EVERY_BYTE;
        int first = home(KeyHash.position(hash));
        while (true) {
            long word = Memory.getLong(memory, tags + first);
            long low = word & LOW_BITS;
            for (long match = equalBytes(low, pattern); match != 0; match &= match - 1) {
                int slot = first + (Long.numberOfTrailingZeros(match) >>> 3);
                if (block(slot) == entryBlock) {
                    return slot;
                }
            }
            if (hasEmpty(word, low)) {
                return -1;
            }
            first += Long.BYTES;
        }
    }

    /** {@return whether the next entry should find more room} */
    boolean isFull() {
        return used + tombstones >= most;
    }

    /** {@return the slot where a new entry at a position belongs, or -1 if it would be displaced beyond the end} */
    int vacancy(long position) {
        int first = home(position);
        while (true) {
            long low = Memory.getLong(memory, tags + first) & LOW_BITS;
            long vacant = equalBytes(low, 0);
            if (vacant != 0) {
                int slot = first + (Long.numberOfTrailingZeros(vacant) >>> 3);
                return slot < slots ? slot : -1;
            }
            first += Long.BYTES;
        }
    }

    /** Puts an entry into a vacant slot. */
    void put(int slot, byte tag, long entryBlock) {
        if (Memory.getByte(memory, tags + slot) != 0) {
            tombstones--;
        }
        Memory.putByte(memory, tags + slot, tag);
        move(slot, entryBlock);
        used++;
    }

    /**
     * Empties a slot. A search must go on past it if what follows is not empty; otherwise it may end here, and at the
     * tombstones right before.
     */
    void erase(int slot) {
        used--;
        if (!isEmpty(slot + 1)) {
            Memory.putByte(memory, tags + slot, (byte) TOMBSTONE);
            tombstones++;
            return;
        }
        Memory.putByte(memory, tags + slot, (byte) 0);
        for (int before = slot - 1;
                before >= 0 && Memory.getByte(memory, tags + before) == (byte) TOMBSTONE;
                before--) {
            Memory.putByte(memory, tags + before, (byte) 0);
            tombstones--;
        }
    }

    /** {@return the first slot from one on whose entry has an expiry, or the number of slots} */
    int nextExpiring(int from) {
        for (int first = from; first < slots; first += Long.BYTES) {
            long word = Memory.getLong(memory, tags + first);
            long expiring = word & ((word & LOW_BITS) + LOW_BITS) & TOP_BITS;
            if (expiring != 0) {
                return Math.min(slots, first + (Long.numberOfTrailingZeros(expiring) >>> 3));
            }
        }
        return slots;
    }

    /**
     * Reads what a look-up will probably read. Called without the lock: everything read may be wrong, and the memory
     * may serve another purpose by now, but it is always memory of the region.
     */
    int touch(long hash) {
        long at = tags + home(KeyHash.position(hash));
        long word = Memory.getLong(memory, at);
        long match = equalBytes(word & LOW_BITS, KeyHash.tag(hash) * EVERY_BYTE);
        if (match == 0) {
            return (int) word;
        }
        int slot = (int) (at - tags) + (Long.numberOfTrailingZeros(match) >>> 3);
        return (int) Memory.getLong(memory, block(slot));
    }

    /** {@return the top bit of every byte that is equal; both without their top bits, so that nothing carries over} */
    private static long equalBytes(long bytes, long others) {
        return ~((bytes ^ others) + LOW_BITS) & TOP_BITS;
    }

    private static boolean hasEmpty(long word, long low) {
        return (~((low + LOW_BITS) | word) & TOP_BITS) != 0;
    }
}
