package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table: the keys whose {@linkplain KeyHash#position positions} begin with the same bits, in an
 * open-addressing array of its own.
 *
 * <pre>
 *   block: header 8 | first position 8 | group 40 | group 40 | ... | guard 8
 *   group: 8 tags of 1 | 8 handles of 4
 *
 *   tag:   0          empty, ends a search
 *          0x80       tombstone, does not
 *          0eeeeeee   an entry: 7 bits of its hash, never 0
 *          1eeeeeee   the same, and it has an expiry
 * </pre>
 *
 * <p><b>How it works.</b> The position of a key, less the bits that all keys here share, is scaled to its <i>home</i>
 * slot; from there slots are tried one after another, the tags of a group in one word. Home slots rise with positions,
 * so the slots are in the order of positions, give or take a few: that makes a SCAN a walk, and a split a matter of
 * one bit. There is no way round from the last slot to the first; at least {@value #PAD} extra slots at the end take
 * what is displaced beyond it, and the guard behind them is always empty.
 *
 * <p>Tags and handles lie side by side in groups, because a look-up needs one of each: with many keys every further
 * cache line is a further wait. The bit for the expiry lets the sweep for dead entries pass by all others without a
 * look at them.
 *
 * <p><b>Cost.</b> 5 bytes a slot. Full to seven eighths, a search looks at 5 tags if the key is there and at 33 if
 * not. Guarded by the lock of the shard, except what serves {@link ReadAhead}.
 */
final class Bucket {

    /** What is displaced beyond the last home is a queue that is seldom long: once in ten thousand buckets, 32. */
    private static final int PAD = 32;

    /** What an entry takes of a bucket, at the average load. */
    static final int BYTES_PER_ENTRY = 8;

    private static final int GROUP_SLOTS = 8;
    private static final int GROUP_BYTES = 40;
    private static final int GUARD_BYTES = 8;
    private static final int PROLOGUE_BYTES = 16;
    private static final int TOMBSTONE = 0x80;
    private static final int EXPIRES = 0x80;
    private static final int HASH_BITS = 0x7F;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;
    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

    /** How many home slots there are. */
    final int homes;
    /** How many slots there are, whole groups. */
    final int slots;
    /** The lowest position that belongs here. */
    final long firstPosition;
    /** How many of the first bits of a position are the same for all keys here. */
    int depth;

    int used;
    int tombstones;
    /** No entry here ends before this instant. */
    long earliestMillis = Long.MAX_VALUE;

    /** The number of the last {@linkplain Cut cut} that has nothing left to write here. */
    int writtenIn;
    /** What a cut has not left to write here; of no meaning for any other. */
    @Nullable
    SlotMarks marks;

    private final MemorySegment memory;
    private final int most;
    private long block;
    private long groups;

    private Bucket(MemorySegment memory, int homes, long firstPosition, int depth) {
        this.memory = memory;
        this.homes = homes;
        this.firstPosition = firstPosition;
        this.depth = depth;
        slots = Math.ceilDiv(homes + PAD, GROUP_SLOTS) * GROUP_SLOTS;
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
        return PROLOGUE_BYTES + groupBytes();
    }

    private int groupBytes() {
        return slots / GROUP_SLOTS * GROUP_BYTES + GUARD_BYTES;
    }

    long block() {
        return block;
    }

    /** Says that its bytes are elsewhere now. */
    void lieAt(long newBlock) {
        block = newBlock;
        groups = newBlock + PROLOGUE_BYTES;
    }

    /** Makes it empty. */
    void reset() {
        Memory.zero(memory, groups, groupBytes());
        used = 0;
        tombstones = 0;
    }

    // ---- homes and positions

    /** {@return the position after the last that belongs here} */
    long endPosition() {
        return firstPosition + (1L << (Integer.SIZE - depth));
    }

    int home(long position) {
        return (int) ((((position << depth) & 0xFFFF_FFFFL) * homes) >>> Integer.SIZE);
    }

    /** {@return the lowest position whose home is this slot or a later one} */
    long positionOfHome(int home) {
        return firstPosition + Math.ceilDiv(Math.ceilDiv((long) home << Integer.SIZE, (long) homes), 1L << depth);
    }

    // ---- searching

    /** {@return the slot of a key, or -1} */
    int find(Key key) {
        long pattern = KeyHash.tag(key.hash) * EVERY_BYTE;
        int home = home(KeyHash.position(key.hash));
        long ignored = beforeHome(home);
        for (int first = home & -GROUP_SLOTS; ; first += GROUP_SLOTS) {
            long group = group(first);
            long tags = Memory.getLong(memory, group);
            for (long match = equalTags(tags, pattern); match != 0; match &= match - 1) {
                int inGroup = firstByte(match);
                if (EntryLayout.hasKey(memory, blockAt(group, inGroup), key)) {
                    return first + inGroup;
                }
            }
            if ((emptyTags(tags) & ~ignored) != 0) {
                return -1;
            }
            ignored = 0;
        }
    }

    /** {@return the slot of the entry that lies in a block, or -1} */
    int find(long hash, long entryBlock) {
        long pattern = KeyHash.tag(hash) * EVERY_BYTE;
        int home = home(KeyHash.position(hash));
        long ignored = beforeHome(home);
        for (int first = home & -GROUP_SLOTS; ; first += GROUP_SLOTS) {
            long group = group(first);
            long tags = Memory.getLong(memory, group);
            for (long match = equalTags(tags, pattern); match != 0; match &= match - 1) {
                int inGroup = firstByte(match);
                if (blockAt(group, inGroup) == entryBlock) {
                    return first + inGroup;
                }
            }
            if ((emptyTags(tags) & ~ignored) != 0) {
                return -1;
            }
            ignored = 0;
        }
    }

    /** {@return whether the next entry should find more room} */
    boolean isFull() {
        return used + tombstones >= most;
    }

    /** {@return the slot where a new entry at a position belongs, or -1 if it would be displaced beyond the end} */
    int vacancy(long position) {
        int home = home(position);
        long ignored = beforeHome(home);
        for (int first = home & -GROUP_SLOTS; ; first += GROUP_SLOTS) {
            long vacant = equalTags(Memory.getLong(memory, group(first)), 0) & ~ignored;
            if (vacant != 0) {
                int slot = first + firstByte(vacant);
                return slot < slots ? slot : -1;
            }
            ignored = 0;
        }
    }

    /** {@return the first slot from one on that has an entry, or the number of slots} */
    int nextUsed(int from) {
        return next(from, TOP_BITS);
    }

    /** {@return the first slot from one on whose entry has an expiry, or the number of slots} */
    int nextExpiring(int from) {
        return next(from, 0);
    }

    /** {@return the first slot from one on that has an entry, whose tag with these bits added has its top bit} */
    private int next(int from, long bits) {
        long ignored = beforeHome(from);
        for (int first = from & -GROUP_SLOTS; first < slots; first += GROUP_SLOTS) {
            long tags = Memory.getLong(memory, group(first));
            long found = ~equalTags(tags, 0) & (tags | bits) & TOP_BITS & ~ignored;
            if (found != 0) {
                return first + firstByte(found);
            }
            ignored = 0;
        }
        return slots;
    }

    // ---- slots

    boolean isUsed(int slot) {
        return (tag(slot) & HASH_BITS) != 0;
    }

    boolean isEmpty(int slot) {
        return tag(slot) == 0;
    }

    byte tag(int slot) {
        return Memory.getByte(memory, tagOffset(slot));
    }

    /** {@return where the entry of a slot lies} */
    long block(int slot) {
        return blockAt(group(slot), slot & (GROUP_SLOTS - 1));
    }

    /** Says that the entry of a slot lies elsewhere now. */
    void move(int slot, long newBlock) {
        long at = group(slot) + GROUP_SLOTS + (slot & (GROUP_SLOTS - 1)) * (long) Integer.BYTES;
        Memory.putInt(memory, at, Region.handle(newBlock));
    }

    /** Says whether the entry of a slot has an expiry. */
    void expires(int slot, boolean expires) {
        int tag = tag(slot) & HASH_BITS;
        putTag(slot, expires ? tag | EXPIRES : tag);
    }

    /** Puts an entry into a vacant slot. */
    void put(int slot, int tag, long entryBlock) {
        if (!isEmpty(slot)) {
            tombstones--;
        }
        putTag(slot, tag);
        move(slot, entryBlock);
        used++;
    }

    /**
     * Takes the entry out of a slot. A search must go on past it if what follows is not empty; otherwise it may end
     * here, and at the tombstones right before.
     */
    void erase(int slot) {
        used--;
        if (!isEmpty(slot + 1)) {
            putTag(slot, TOMBSTONE);
            tombstones++;
            return;
        }
        putTag(slot, 0);
        for (int before = slot - 1; before >= 0 && tag(before) == (byte) TOMBSTONE; before--) {
            putTag(before, 0);
            tombstones--;
        }
    }

    private void putTag(int slot, int tag) {
        Memory.putByte(memory, tagOffset(slot), (byte) tag);
    }

    // ---- reading ahead, without the lock

    /** {@return the group where a look-up begins} */
    long firstGroup(long hash) {
        return group(home(KeyHash.position(hash)));
    }

    /** Reads both cache lines that a group and the tags of the next one may lie in. */
    static long touch(MemorySegment memory, long group) {
        return Memory.getLong(memory, group) + Memory.getLong(memory, group + GROUP_BYTES);
    }

    /**
     * {@return where the entry of a key probably lies, or the group if neither it nor the next one has such a tag}
     *
     * @param memory where groups and entries lie
     * @param group where a look-up begins
     * @param regionStart where in the memory the region of the key begins
     */
    static long likelyEntry(MemorySegment memory, long group, long hash, long regionStart) {
        long pattern = KeyHash.tag(hash) * EVERY_BYTE;
        long inFirst = equalTags(Memory.getLong(memory, group), pattern);
        long inNext = equalTags(Memory.getLong(memory, group + GROUP_BYTES), pattern);
        // Every third key is in the next group. Nobody can guess which, so there are masks in place of branches.
        long isInFirst = allOnesUnlessZero(inFirst);
        long match = inFirst | (inNext & ~isInFirst);
        long found = group + (GROUP_BYTES & ~isInFirst);
        long entry = regionStart + blockAt(memory, found, firstByte(match) & (GROUP_SLOTS - 1));
        long isAny = allOnesUnlessZero(match);
        return (entry & isAny) | (group & ~isAny);
    }

    private static long allOnesUnlessZero(long number) {
        return (number | -number) >> (Long.SIZE - 1);
    }

    // ---- arithmetic

    /** {@return where the group of a slot lies} */
    private long group(int slot) {
        return groups + (long) (slot >>> 3) * GROUP_BYTES;
    }

    private long tagOffset(int slot) {
        return group(slot) + (slot & (GROUP_SLOTS - 1));
    }

    private long blockAt(long group, int inGroup) {
        return blockAt(memory, group, inGroup);
    }

    private static long blockAt(MemorySegment memory, long group, int inGroup) {
        return Region.block(Memory.getInt(memory, group + GROUP_SLOTS + inGroup * (long) Integer.BYTES));
    }

    /** {@return all bits of the tags before a slot in its group} */
    private static long beforeHome(int slot) {
        return (1L << ((slot & (GROUP_SLOTS - 1)) * Byte.SIZE)) - 1;
    }

    /** {@return the top bit of every tag that is equal, expiry apart; the pattern has no top bits} */
    private static long equalTags(long tags, long pattern) {
        // Without the top bits nothing is carried over from one byte to the next.
        return ~(((tags & LOW_BITS) ^ pattern) + LOW_BITS) & TOP_BITS;
    }

    /** {@return the top bit of every tag that is 0} */
    private static long emptyTags(long tags) {
        return equalTags(tags, 0) & ~tags;
    }

    private static int firstByte(long topBits) {
        return Long.numberOfTrailingZeros(topBits) >>> 3;
    }
}
