package dev.mortise.runtime.keyspace;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long keys with an expiry have left, on average, judged by a few of each shard.
 *
 * <p>Slots are in the order of hashes, so the neighbours from a random slot on are a random sample. Locks one shard at
 * a time, for a few microseconds. Not thread-safe.
 */
final class ExpirySample {

    private static final int ENTRIES_PER_SHARD = 8;

    private final long nowMillis;
    private long leftMillis;
    private int entries;

    /** A sample of none, yet. */
    ExpirySample(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Looks at some entries of a database in a shard. */
    void add(Shard shard, int database) {
        Table seen = shard.findTable(database);
        if (seen == null || seen.expiring() == 0) {
            return;
        }
        shard.lock();
        try {
            Table table = shard.findTable(database);
            Directory directory = table == null ? null : table.directory();
            if (table != null && directory != null && table.expiring() > 0) {
                add(table, directory);
            }
        } finally {
            shard.unlock();
        }
    }

    private void add(Table table, Directory directory) {
        long start = ThreadLocalRandom.current().nextLong(Scan.END);
        Bucket bucket = directory.bucketAt(start);
        int slot = bucket.home(start);
        int most = entries + ENTRIES_PER_SHARD;
        long travelled = 0;
        while (entries < most && travelled <= Scan.END) {
            slot = bucket.nextExpiring(slot);
            if (slot < bucket.slots) {
                long left = EntryLayout.expiry(table.memory, bucket.block(slot)) - nowMillis;
                if (left > 0) {
                    leftMillis += left;
                    entries++;
                }
                slot++;
            } else {
                travelled += bucket.endPosition() - bucket.firstPosition;
                bucket = directory.bucketAt(bucket.endPosition() & (Scan.END - 1));
                slot = bucket.earliestMillis == Long.MAX_VALUE ? bucket.slots : 0;
            }
        }
    }

    /** {@return the average of the entries looked at, in milliseconds; 0 if there was none} */
    long averageMillis() {
        return entries == 0 ? 0 : leftMillis / entries;
    }
}
