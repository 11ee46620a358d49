package dev.mortise.runtime.keyspace;

import dev.mortise.api.ServerError;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Moves what lives out of the emptiest chunk of a slab, so that the chunk can be used again or given back.
 *
 * <p><b>How it works.</b> The chunk with the fewest live bytes is walked from block to block, a few at a time. A dead
 * block is passed over; a live entry is copied to where new entries go, and the slot that leads to it, found by the
 * hash of its key, is changed; a bucket is copied likewise. After the last block the chunk is free.
 *
 * <p><b>When.</b> Whoever frees a block while a quarter is dead <i>owes</i> four times its bytes of moving, and pays
 * when the lock is given back: never in the middle of a command, which may have borrowed what would be moved. One
 * payment is bounded, so no client waits for another's debts. When idle, more is tidied up than is owed.
 *
 * <p><b>Why it keeps up.</b> If a quarter is dead, the emptiest chunk is at least a quarter dead, so at worst three
 * bytes are moved for each that is won; paying four makes up for it.
 *
 * <p><b>Near the memory limit</b> a sixteenth is tolerated instead of a quarter, and up to sixteen bytes are owed per
 * byte, not only by who frees but also by who allocates: what was dead before the limit came near is to be gone when
 * it is reached. With keys going at random the emptiest chunk is then about a ninth dead, so about eight bytes are
 * moved for each that is won; {@link Holes} sees to it that little need be won.
 *
 * <p>Guarded by the lock of the shard.
 */
final class Evacuation {

    /** What one payment moves at most, apart from the last block: 20 to 40 µs. */
    static final int MOST_BYTES = 16 << 10;

    /** Dead blocks are passed over cheaply, but not for nothing. */
    private static final int DEAD_BLOCK_COST_BYTES = 8;

    private static final int OWED_PER_BYTE = 4;
    private static final int BUSY_DIVISOR = 4;
    private static final int IDLE_DIVISOR = 10;
    private static final int TIGHT_OWED_PER_BYTE = 16;

    private final Table table;
    private final Slab slab;
    private final MemorySegment memory;
    private @Nullable Chunk victim;
    private long next;
    private long owedBytes;
    private long movedBytes;

    Evacuation(Table table, Slab slab) {
        this.table = table;
        this.slab = slab;
        memory = slab.memory;
    }

    /** {@return how many bytes were moved so far} */
    long movedBytes() {
        return movedBytes;
    }

    /** Notes that a block was freed. {@return whether something is owed now} */
    boolean freed(long bytes) {
        if (!slab.wasteful(busyDivisor())) {
            return false;
        }
        owedBytes += (slab.account.tight() ? TIGHT_OWED_PER_BYTE : OWED_PER_BYTE) * bytes;
        return true;
    }

    /** Notes that a block was allocated. {@return whether something is owed now} */
    boolean allocated(long bytes) {
        return slab.account.tight() && freed(bytes);
    }

    private int busyDivisor() {
        return slab.account.tight() ? MemoryAccount.ROOM_DIVISOR : BUSY_DIVISOR;
    }

    /** Pays a part of what is owed. {@return whether something is still owed} */
    boolean pay() {
        if (!slab.wasteful(busyDivisor())) {
            owedBytes = 0;
            return false;
        }
        long budget = Math.min(owedBytes, MOST_BYTES);
        owedBytes -= budget;
        if (!move(budget)) {
            owedBytes = 0;
        }
        return owedBytes > 0;
    }

    /** Tidies up a bit without being asked. {@return whether there is more to do} */
    boolean tidy() {
        int divisor = slab.account.tight() ? MemoryAccount.ROOM_DIVISOR : IDLE_DIVISOR;
        return slab.wasteful(divisor) && move(MOST_BYTES);
    }

    /** Forgets everything, because the slab was cleared. */
    void clear() {
        victim = null;
        owedBytes = 0;
    }

    /** {@return whether there was enough to move} */
    private boolean move(long budget) {
        try {
            long left = budget;
            while (left > 0) {
                Chunk chunk = victim;
                if (chunk != null && slab.owns(chunk)) {
                    left -= step(chunk);
                    continue;
                }
                chunk = slab.emptiest();
                victim = chunk;
                if (chunk == null) {
                    return false;
                }
                next = chunk.start();
            }
            return true;
        } catch (ServerError full) {
            // Nowhere to move to. Entries that are deleted make chunks free by and by.
            return false;
        }
    }

    /** Deals with the next block. {@return what that cost, in bytes} */
    private int step(Chunk chunk) {
        if (next >= chunk.blocksEnd) {
            throw new IllegalStateException("live bytes, but no live block");
        }
        long header = Memory.getLong(memory, next);
        long block = next;
        int bytes = EntryLayout.blockBytes(header);
        int kind = EntryLayout.kind(header);
        next += bytes;
        if (kind == EntryLayout.DEAD) {
            return DEAD_BLOCK_COST_BYTES;
        }
        long target = slab.allocate(bytes);
        Memory.copy(memory, block, memory, target, bytes);
        table.moved(block, target, kind);
        slab.free(block, bytes);
        movedBytes += bytes;
        return bytes;
    }
}
