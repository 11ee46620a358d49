package dev.mortise.runtime.keyspace;

/**
 * Reclaims the entries of one table whose time is over.
 *
 * <p><b>Why it exists.</b> A look-up already hides expired entries; no client ever sees one. This is for the keys
 * nobody asks for again, which would otherwise stay in memory until the server stops.
 *
 * <p><b>How it works.</b> Every bucket, and the table as a whole, knows an instant before which none of its entries
 * ends. While that of the table lies ahead there is nothing to do. Otherwise the buckets are gone through in order,
 * and those whose instant has come are swept: the tags tell which entries have an expiry at all, the dead among them
 * are removed, and the bucket's instant is set anew. At the end of the round the table's instant is the earliest of
 * those.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>No entry of a bucket ends before the bucket's instant, and none of the table before the table's.
 *   <li>The instant may be too early, when the entry it came from was removed or given more time. That costs one
 *       sweep.
 *   <li>One {@link #step} sweeps one bucket at most, so a million keys that end at midnight stall nobody: the caller
 *       gives the lock back in between, and stops when its time is up.
 * </ol>
 *
 * <p><b>Cost.</b> No memory per key apart from the expiry itself. A sweep looks at every entry with an expiry in the
 * bucket, 10 to 30 ns each. Where expiries are spread thinly over time this is precise to the caller's tick; where a
 * bucket has something to remove all the time, the caller's budget decides how often it is swept, and every sweep then
 * finds more.
 *
 * <p><b>What we did not do.</b> Redis samples keys at random and repeats while a tenth of the sample is dead, so up
 * to a tenth of what is dead stays. A heap of deadlines takes 11 to 29 bytes a key, a timer wheel 4 to 8, and both
 * more when a deadline moves.
 *
 * <p>Guarded by the lock of the shard.
 */
final class Expiry {

    private static final int MOST_BUCKETS = 512;
    private static final long END = 1L << Integer.SIZE;

    private final Table table;
    private long earliestMillis = Long.MAX_VALUE;
    /** What {@link #earliestMillis} will be at the end of the present round. */
    private long nextEarliestMillis = Long.MAX_VALUE;

    private long position;

    Expiry(Table table) {
        this.table = table;
    }

    /** {@return an instant before which no entry of the table ends} */
    long earliestMillis() {
        return earliestMillis;
    }

    /** Notes that an entry was given an expiry. */
    void added(long instant) {
        nextEarliestMillis = Math.min(nextEarliestMillis, instant);
        if (instant < earliestMillis) {
            earliestMillis = instant;
            table.shard.expiresAt(instant);
        }
    }

    void clear() {
        earliestMillis = Long.MAX_VALUE;
        nextEarliestMillis = Long.MAX_VALUE;
        position = 0;
    }

    /** Goes on to the next bucket that is due, and sweeps it. {@return how many entries were removed} */
    int step(long nowMillis) {
        Directory directory = table.directory();
        if (directory == null) {
            clear();
            return 0;
        }
        for (int i = 0; i < MOST_BUCKETS && position < END; i++) {
            Bucket bucket = directory.bucketAt(position);
            position = bucket.endPosition();
            if (bucket.earliestMillis <= nowMillis) {
                return sweep(bucket, nowMillis);
            }
            nextEarliestMillis = Math.min(nextEarliestMillis, bucket.earliestMillis);
        }
        if (position >= END) {
            earliestMillis = nextEarliestMillis;
            nextEarliestMillis = Long.MAX_VALUE;
            position = 0;
        }
        return 0;
    }

    /** Removes an entry whose time is over. */
    void lapse(Place place) {
        Bucket bucket = place.requireBucket();
        lapse(bucket, place.slot);
        place.nowhere();
        table.shard.expired(1);
        table.shrink(bucket);
    }

    /** Removes the entry of a slot whose time is over. Yet to be counted; the bucket stays as large as it is. */
    void lapse(Bucket bucket, int slot) {
        KeyspaceChanges listening = table.shard.changes();
        if (listening == null) {
            table.erase(bucket, slot);
            return;
        }
        byte[] key = EntryLayout.keyBytes(table.memory, bucket.block(slot));
        table.erase(bucket, slot);
        listening.lapsed(table.database(), key);
    }

    private int sweep(Bucket bucket, long nowMillis) {
        int removed = 0;
        long earliest = Long.MAX_VALUE;
        for (int slot = bucket.nextExpiring(0); slot < bucket.slots; slot = bucket.nextExpiring(slot + 1)) {
            long instant = EntryLayout.expiry(table.memory, bucket.block(slot));
            if (instant <= nowMillis) {
                lapse(bucket, slot);
                removed++;
            } else {
                earliest = Math.min(earliest, instant);
            }
        }
        bucket.earliestMillis = earliest;
        nextEarliestMillis = Math.min(nextEarliestMillis, earliest);
        if (removed > 0) {
            table.shard.expired(removed);
            table.shrink(bucket);
        }
        return removed;
    }
}
