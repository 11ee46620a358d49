package dev.mortise.runtime.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * What a {@linkplain Cut cut} still has to write of one table. Guarded by the lock of the shard.
 *
 * <p><b>Invariant.</b> An entry that was in the table at the cut was written exactly once, as it was then, or is still
 * there unchanged, at a slot that is not behind the walk, not marked, and not in a bucket that is {@linkplain
 * Bucket#writtenIn done}.
 */
final class TableCut {

    private static final long END = 1L << Integer.SIZE;
    /** So many buckets without anything to write are passed by in one step. */
    private static final int MOST_BUCKETS_PASSED = 256;
    /** Entries of so many slots are read ahead: they lie anywhere, and so come from memory together, not in turn. */
    private static final int READ_AHEAD_SLOTS = 32;

    private final ShardCut shard;
    private final Table table;
    /** The number of the database at the cut; a swap may have given the table another since. */
    private final int database;

    private final int number;
    /** The first position of the bucket to walk next. */
    private long position;
    /** The bucket that is walked, if one is. */
    private @Nullable Bucket walked;
    /** The slots of it before this one are written. */
    private int nextSlot;
    /** Of no meaning; without it the reading ahead would be optimised away. */
    @SuppressWarnings("UnusedVariable")
    private long readAhead;

    TableCut(ShardCut shard, Table table, int database, int number) {
        this.shard = shard;
        this.table = table;
        this.database = database;
        this.number = number;
    }

    Table table() {
        return table;
    }

    /** {@return the same for a table to which all of this one was handed over} */
    TableCut of(Table successor) {
        TableCut same = new TableCut(shard, successor, database, number);
        same.position = position;
        same.walked = walked;
        same.nextSlot = nextSlot;
        shard.replace(this, same);
        return same;
    }

    // ---- called before something changes

    /** The entry of a slot is about to be changed or removed. */
    void changing(Bucket bucket, int slot) {
        if (isToWrite(bucket, slot)) {
            shard.writeAside(table, database, bucket.block(slot));
            mark(bucket, slot);
        }
    }

    /** An entry was put into a slot, which the cut has nothing to do with. */
    void added(Bucket bucket, int slot) {
        if (bucket.writtenIn != number) {
            mark(bucket, slot);
        }
    }

    /** The entries of a bucket are about to go to other slots. */
    void scattering(Bucket bucket) {
        if (bucket.writtenIn == number) {
            return;
        }
        for (int slot = bucket.nextUsed(0); slot < bucket.slots; slot = bucket.nextUsed(slot + 1)) {
            if (isToWrite(bucket, slot)) {
                shard.writeAside(table, database, bucket.block(slot));
            }
        }
        done(bucket);
    }

    private boolean isToWrite(Bucket bucket, int slot) {
        if (bucket.writtenIn == number || (isWalked(bucket) && slot < nextSlot)) {
            return false;
        }
        SlotMarks marks = bucket.marks;
        return marks == null || marks.cut != number || !marks.has(slot);
    }

    @SuppressWarnings("ReferenceEquality") // A bucket is itself.
    private boolean isWalked(Bucket bucket) {
        return bucket == walked;
    }

    private void mark(Bucket bucket, int slot) {
        SlotMarks marks = bucket.marks;
        if (marks == null || marks.cut != number) {
            marks = new SlotMarks(number, bucket.slots);
            bucket.marks = marks;
        }
        marks.add(slot);
    }

    private void done(Bucket bucket) {
        bucket.writtenIn = number;
        bucket.marks = null;
        if (isWalked(bucket)) {
            walked = null;
        }
    }

    // ---- the walk

    /** Writes on into a batch. {@return whether all is written; if not, the batch is full or the step was long} */
    boolean walk(CutBatch batch) {
        Directory directory = table.directory();
        for (int i = 0; directory != null && i < MOST_BUCKETS_PASSED && position < END; i++) {
            Bucket bucket = directory.bucketAt(position);
            if (bucket.writtenIn != number) {
                if (!isWalked(bucket)) {
                    walked = bucket;
                    nextSlot = 0;
                }
                if (!walk(bucket, batch)) {
                    return false;
                }
                done(bucket);
            }
            position = bucket.endPosition();
        }
        return directory == null || position >= END;
    }

    private boolean walk(Bucket bucket, CutBatch batch) {
        int inCache = 0;
        for (int slot = bucket.nextUsed(nextSlot); slot < bucket.slots; slot = bucket.nextUsed(slot + 1)) {
            if (slot >= inCache) {
                inCache = slot + READ_AHEAD_SLOTS;
                readAhead(bucket, slot, Math.min(inCache, bucket.slots));
            }
            if (isToWrite(bucket, slot) && !shard.write(batch, table, database, bucket.block(slot))) {
                nextSlot = slot;
                return false;
            }
            // Who waits for the shard is a client: some hundred entries are a long time for all its event loop serves.
            if (batch.isWorthwhile() && shard.shard.isWanted()) {
                nextSlot = slot + 1;
                return false;
            }
        }
        return true;
    }

    private void readAhead(Bucket bucket, int from, int to) {
        long read = 0;
        for (int slot = bucket.nextUsed(from); slot < to; slot = bucket.nextUsed(slot + 1)) {
            read += shard.shard.touchEntry(bucket.block(slot));
        }
        readAhead = read;
    }
}
