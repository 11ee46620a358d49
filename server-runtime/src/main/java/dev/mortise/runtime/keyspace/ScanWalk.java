package dev.mortise.runtime.keyspace;

/**
 * Goes from shard to shard for SCAN, and on where the cursor says that an earlier call has stopped.
 *
 * <p><b>The cursor</b> is the number of a shard and a position in it, 0 at the beginning and again at the end. It needs
 * no memory here, and a client may keep one as long as it likes: what a position means never changes (see {@link
 * Scan}).
 *
 * <p><b>Cost.</b> A call ends when as many keys were visited as wanted, or when it has looked at so many slots that
 * there are few keys: a database that is nearly empty is walked through in several calls, not under one lock. If
 * databases are swapped meanwhile, a call ends with what it has, rather than mix two of them.
 *
 * <p>For any thread; a lock at a time.
 */
final class ScanWalk {

    private static final long POSITION_MASK = 0xFFFF_FFFFL;
    private static final int POSITION_BITS = Integer.SIZE;
    /** A call may look at so many slots for each key it was asked for, and at so many in any case. */
    private static final int SLOTS_PER_KEY = 16;

    private static final int LEAST_SLOTS = 4096;

    private final Shard[] shards;
    private final SwapCount swaps;

    ScanWalk(Shard[] shards, SwapCount swaps) {
        this.shards = shards;
        this.swaps = swaps;
    }

    /**
     * Visits some keys of a database.
     *
     * @param scan visits them
     * @param cursor where to begin
     * @param wanted about how many to visit
     * @return the cursor to go on with, or 0 at the end
     */
    long walk(Scan scan, int database, long cursor, long wanted) {
        long index = cursor >>> POSITION_BITS;
        long position = cursor & POSITION_MASK;
        long mostSlots = Math.max(LEAST_SLOTS, SLOTS_PER_KEY * wanted);
        long begun = swaps.count();
        while (index < shards.length && scan.visited() < wanted && scan.passed() < mostSlots) {
            Shard shard = shards[(int) index];
            shard.lock();
            try {
                if (swaps.haveHappenedSince(begun)) {
                    // What was visited so far belongs to another database by now.
                    if (scan.visited() > 0) {
                        break;
                    }
                    begun = swaps.count();
                }
                Table table = shard.findTable(database);
                position = table == null ? Scan.END : scan.step(table, position, wanted - scan.visited());
            } finally {
                shard.unlock();
            }
            if (position == Scan.END) {
                index++;
                position = 0;
            }
        }
        return index < shards.length ? (index << POSITION_BITS) | position : 0;
    }
}
