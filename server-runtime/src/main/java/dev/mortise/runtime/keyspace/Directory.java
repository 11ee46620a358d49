package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket holds which positions: extendible hashing.
 *
 * <p><b>How it works.</b> The first bits of a position index an array of buckets. A bucket that is full is split by
 * the next bit, into two of the same size; only if it was told apart by all the bits the array looks at, the array
 * doubles, and that copies references, not keys. A table of few keys is one small bucket that grows to the final size
 * first. When two halves have become nearly empty they are merged again, and the array is halved when nothing needs
 * its last bit.
 *
 * <p><b>Why.</b> A single big array doubles at some key, and the client that sent it waits while millions are moved.
 * Here no operation moves more entries than one bucket holds, about 1800, in about 100 µs, at any size.
 *
 * <p><b>Sizes.</b> With equal final sizes all buckets of all shards would fill up and split in step, and the memory
 * per key would swing by two. So final sizes rise from shard to shard, from {@value #FINAL_HOMES} to twice that: at
 * any number of keys some shards have just split and some are about to, and the average load is always about 0.63.
 *
 * <p><b>Cost.</b> Splitting moves each entry about once in all, and hashes its key anew: hashes are not kept, which
 * saves 4 to 8 bytes a key. Guarded by the lock of the shard, except {@link #firstGroup}.
 */
final class Directory {

    static final int FINAL_HOMES = 1024;
    private static final int FEWEST_HOMES = 64;
    /** Positions have 32 bits; 11 of them are needed to tell the homes of a bucket apart. */
    private static final int DEEPEST = 21;

    /** Tombstones for this part of the homes are worth an entry's moving. */
    private static final int TOMBSTONE_DIVISOR = 8;
    /** Two buckets that fill one to this part are merged. */
    private static final double MERGED_LOAD = 0.35;
    /** Buckets made for keys that are expected fill to this part, if the keys come: few of them will be split. */
    private static final double EXPECTED_LOAD = 0.8;

    /** What the JVM takes, as {@code jol} and a heap dump tell for this version of it. */
    private static final long OBJECT_BYTES = 192;

    private static final long BUCKET_OBJECT_BYTES = 80;
    private static final long REFERENCE_BYTES = 4;

    private final Slab slab;
    private final MemorySegment memory;
    private final KeyHash hash;
    private final Rehash rehash;
    private final int finalHomes;

    private Bucket[] buckets;
    private int depth;
    private final int[] bucketsOfDepth = new int[DEEPEST + 1];
    private long movedSlots;
    private int bucketCount;
    private long bucketBytes;
    private @Nullable TableCut cut;

    /**
     * An empty directory, with the buckets that it would come to have by and by.
     *
     * @param expectedKeys about how many keys will come, or 0 if nothing is known of that
     */
    Directory(Slab slab, KeyHash hash, Rehash rehash, int finalHomes, long expectedKeys) {
        this.slab = slab;
        this.hash = hash;
        this.rehash = rehash;
        this.finalHomes = finalHomes;
        memory = slab.memory;
        while (depth < DEEPEST && expectedKeys >>> depth > finalHomes * EXPECTED_LOAD) {
            depth++;
        }
        int homes = Math.clamp((long) (expectedKeys / EXPECTED_LOAD), FEWEST_HOMES, finalHomes);
        bucketCount = 1 << depth;
        buckets = new Bucket[bucketCount];
        for (int i = 0; i < bucketCount; i++) {
            buckets[i] = Bucket.create(slab, homes, (long) i << (Integer.SIZE - depth), depth);
            bucketBytes += buckets[i].bytes();
        }
        bucketsOfDepth[depth] = bucketCount;
    }

    /** {@return how many home slots the buckets of a shard grow to} */
    static int finalHomes(int shard, int shards) {
        return (int) Math.round(FINAL_HOMES * Math.pow(2, (double) shard / shards));
    }

    /** Says what is to be told before entries go to other slots. */
    void cut(@Nullable TableCut newCut) {
        cut = newCut;
    }

    /** {@return how many entries were moved between slots so far} */
    long movedSlots() {
        return movedSlots;
    }

    /** {@return how many bytes the buckets take, outside the heap} */
    long bucketBytes() {
        return bucketBytes;
    }

    /** {@return about how many bytes of the heap this takes, with its buckets} */
    long heapBytes() {
        return OBJECT_BYTES + bucketCount * BUCKET_OBJECT_BYTES + buckets.length * REFERENCE_BYTES;
    }

    Bucket bucketAt(long position) {
        return buckets[(int) (position >>> (Integer.SIZE - depth))];
    }

    /** {@return the group where a look-up begins; without the lock, so that it may be wrong} */
    long firstGroup(long keyHash) {
        Bucket[] seen = buckets;
        // The length is the array's own, whatever has become of the depth meanwhile.
        int shift = Integer.SIZE - Integer.numberOfTrailingZeros(seen.length);
        return seen[(int) (KeyHash.position(keyHash) >>> shift)].firstGroup(keyHash);
    }

    /** Gives the positions of a bucket more room, by moving entries. The bucket may not be in use afterwards. */
    void makeRoom(Bucket bucket) {
        if (bucket.tombstones > bucket.homes / TOMBSTONE_DIVISOR) {
            gather(bucket);
            bucket.reset();
            scatter(bucket);
        } else if (bucket.homes < finalHomes) {
            replaceOnly(Math.min(2 * bucket.homes, finalHomes));
        } else {
            split(bucket);
        }
    }

    /** Looks after a bucket that lost entries; may move others. {@return whether it did} */
    boolean lost(Bucket bucket) {
        if (bucket.depth > 0) {
            return bucket.used < bucket.homes * MERGED_LOAD / 2 && merge(bucket);
        }
        if (bucket.homes == FEWEST_HOMES || bucket.used > bucket.homes / 8) {
            return false;
        }
        // From an eighth to a quarter or less: it is far from growing again.
        int homes = Math.max(FEWEST_HOMES, Integer.highestOneBit(bucket.homes - 1) / 2);
        replaceOnly(homes);
        return true;
    }

    /** Moves the entries of the only bucket into one of another size. */
    private void replaceOnly(int homes) {
        Bucket old = buckets[0];
        Bucket bucket = Bucket.create(slab, homes, 0, 0);
        bucket.earliestMillis = old.earliestMillis;
        gather(old);
        bucket.writtenIn = old.writtenIn;
        scatter(bucket);
        buckets[0] = bucket;
        bucketBytes += bucket.bytes() - old.bytes();
        slab.free(old.block(), old.bytes());
    }

    private void split(Bucket bucket) {
        if (bucket.depth == DEEPEST) {
            throw Region.full();
        }
        int newDepth = bucket.depth + 1;
        long middle = bucket.firstPosition + (1L << (Integer.SIZE - newDepth));
        Bucket upper = Bucket.create(slab, bucket.homes, middle, newDepth);
        upper.earliestMillis = bucket.earliestMillis;
        bucketCount++;
        bucketBytes += upper.bytes();
        if (bucket.depth == depth) {
            buckets = doubled(buckets);
            depth++;
        }
        gather(bucket);
        upper.writtenIn = bucket.writtenIn;
        bucket.reset();
        bucket.depth = newDepth;
        bucketsOfDepth[newDepth - 1]--;
        bucketsOfDepth[newDepth] += 2;
        assign(upper);
        for (int i = 0; i < rehash.count(); i++) {
            add(rehash.position(i) < middle ? bucket : upper, i);
        }
    }

    private boolean merge(Bucket bucket) {
        long sibling = bucket.firstPosition ^ (1L << (Integer.SIZE - bucket.depth));
        Bucket other = bucketAt(sibling);
        if (other.depth != bucket.depth || bucket.used + other.used > bucket.homes * MERGED_LOAD) {
            return false;
        }
        Bucket lower = bucket.firstPosition < sibling ? bucket : other;
        Bucket upper = lower == bucket ? other : bucket;
        rehash.clear();
        add(lower);
        add(upper);
        lower.reset();
        bucketsOfDepth[lower.depth] -= 2;
        lower.depth--;
        bucketsOfDepth[lower.depth]++;
        lower.earliestMillis = Math.min(lower.earliestMillis, upper.earliestMillis);
        assign(lower);
        scatter(lower);
        bucketCount--;
        bucketBytes -= upper.bytes();
        slab.free(upper.block(), upper.bytes());
        while (depth > 0 && bucketsOfDepth[depth] == 0) {
            buckets = halved(buckets);
            depth--;
        }
        return true;
    }

    private void gather(Bucket bucket) {
        rehash.clear();
        add(bucket);
    }

    private void add(Bucket bucket) {
        if (cut != null) {
            cut.scattering(bucket);
        }
        rehash.add(bucket, memory, hash);
    }

    private void scatter(Bucket bucket) {
        for (int i = 0; i < rehash.count(); i++) {
            add(bucket, i);
        }
    }

    private void add(Bucket bucket, int index) {
        int slot = bucket.vacancy(rehash.position(index));
        if (slot < 0) {
            // Buckets are at most half full when entries are moved into them, or held these entries before. So this
            // takes 32 entries displaced beyond the end at half load, which is less likely than a broken memory.
            throw new IllegalStateException("hashes are not spread");
        }
        bucket.put(slot, rehash.tag(index), rehash.block(index));
        movedSlots++;
    }

    /** Has all positions of a bucket lead to it. */
    private void assign(Bucket bucket) {
        int from = (int) (bucket.firstPosition >>> (Integer.SIZE - depth));
        Arrays.fill(buckets, from, from + (1 << (depth - bucket.depth)), bucket);
    }

    private static Bucket[] doubled(Bucket[] old) {
        Bucket[] doubled = new Bucket[2 * old.length];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = old[i >>> 1];
        }
        return doubled;
    }

    private static Bucket[] halved(Bucket[] old) {
        Bucket[] halved = new Bucket[old.length / 2];
        for (int i = 0; i < halved.length; i++) {
            halved[i] = old[2 * i];
        }
        return halved;
    }
}
