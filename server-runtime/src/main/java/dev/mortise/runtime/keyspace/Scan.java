package dev.mortise.runtime.keyspace;

import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.SliceAccess;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One call of SCAN, or a pick at random: visits keys of tables in the order of their positions.
 *
 * <p><b>Why every key is visited once.</b> A key's position is a part of its hash and never changes. A step visits
 * the keys from one position up to, but not including, another, and the next step goes on with that other one.
 * Buckets may be split and merged in between as they like. Within a bucket an entry lies at the home slot of its
 * position or shortly after, so a step reads from the first home to the first empty slot behind the last, and passes
 * over entries whose position is not in its range.
 */
final class Scan {

    /** The position after the last. */
    static final long END = 1L << Integer.SIZE;

    private static final SliceAccess SLICES = SliceAccess.instance();
    private static final int PICKS = 64;
    private static final int FIRST_KEY_BYTES = 64;

    private final Keyspace.Visitor visitor;
    private final long nowMillis;
    private final StoredEntry entry;
    private final Slice keySlice = SLICES.unpointed();
    private final Key key = new Key();
    private final Place place = new Place();
    private byte[] keyBytes = new byte[FIRST_KEY_BYTES];
    private long visited;
    private long passed;

    Scan(Keyspace.Visitor visitor, AccessClock clock, long nowMillis) {
        this.visitor = visitor;
        this.nowMillis = nowMillis;
        clock.at(nowMillis);
        entry = new StoredEntry(clock);
    }

    /** {@return how many keys were visited so far} */
    long visited() {
        return visited;
    }

    /** {@return how many slots were looked at so far} */
    long passed() {
        return passed;
    }

    /**
     * Visits keys of one bucket.
     *
     * @param table whose shard is locked
     * @param position where to begin
     * @param count about how many to visit
     * @return where to go on, or {@link #END}
     */
    long step(Table table, long position, long count) {
        Directory directory = table.directory();
        if (directory == null) {
            return END;
        }
        Bucket bucket = directory.bucketAt(position);
        int firstHome = bucket.home(position);
        long window = bucket.used == 0 ? bucket.homes : Math.ceilDiv(count * bucket.homes, bucket.used);
        int endHome = (int) Math.min(bucket.homes, firstHome + window);
        long end = endHome == bucket.homes ? bucket.endPosition() : bucket.positionOfHome(endHome);
        int slot = firstHome;
        while (slot < endHome || (slot < bucket.slots && !bucket.isEmpty(slot))) {
            if (bucket.isUsed(slot)) {
                long hash = EntryLayout.hash(table.memory, bucket.block(slot), table.keyHash());
                long at = KeyHash.position(hash);
                if (at >= position && at < end) {
                    place.at(bucket, slot, bucket.block(slot));
                    visit(table, hash);
                }
            }
            slot++;
        }
        passed += slot - firstHome;
        return end;
    }

    private void visit(Table table, long hash) {
        if (isLive(table, place.block, nowMillis)) {
            readKey(table, place.block, hash);
            SLICES.point(keySlice, key.bytes, 0, key.length);
            entry.bind(table, key, place, nowMillis);
            try {
                visitor.visit(keySlice, entry);
            } finally {
                entry.release();
            }
            visited++;
        }
    }

    private void readKey(Table table, long block, long hash) {
        long header = Memory.getLong(table.memory, block);
        int length = EntryLayout.keyLength(table.memory, block, header);
        if (length > keyBytes.length) {
            keyBytes = new byte[length];
        }
        Memory.copy(table.memory, EntryLayout.keyOffset(block, header), keyBytes, 0, length);
        key.point(keyBytes, 0, length, hash);
    }

    private static boolean isLive(Table table, long block, long nowMillis) {
        return !EntryLayout.expires(Memory.getLong(table.memory, block))
                || EntryLayout.expiry(table.memory, block) > nowMillis;
    }

    /**
     * {@return a key of a table picked at random, or null if luck did not help}
     *
     * <p>All buckets of a table are about equally full, so a random slot of the bucket at a random position is fair,
     * and unlike the next entry after a random place it does not favour those behind gaps.
     */
    static byte @Nullable [] pick(Table table, ThreadLocalRandom random, long nowMillis) {
        Directory directory = table.directory();
        for (int i = 0; directory != null && i < PICKS; i++) {
            Bucket bucket = directory.bucketAt(random.nextLong(END));
            int slot = random.nextInt(bucket.slots);
            if (bucket.isUsed(slot) && isLive(table, bucket.block(slot), nowMillis)) {
                long block = bucket.block(slot);
                long header = Memory.getLong(table.memory, block);
                byte[] key = new byte[EntryLayout.keyLength(table.memory, block, header)];
                Memory.copy(table.memory, EntryLayout.keyOffset(block, header), key, 0, key.length);
                return key;
            }
        }
        return null;
    }
}
