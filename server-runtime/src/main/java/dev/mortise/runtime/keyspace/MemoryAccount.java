package dev.mortise.runtime.keyspace;

import dev.mortise.runtime.memory.MemoryLimit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one shard takes, summed up as it changes.
 *
 * <p><b>What counts.</b> For blocks that share chunks: what lives, and one in {@value #ROOM_DIVISOR} on top, as room
 * for what is dead and not reclaimed yet. For large entries: the pages of their runs. The ends of chunks in which no
 * block fitted any more. On the heap: value objects as their types say, and the objects that the index consists of.
 *
 * <p><b>Why room, and not what is dead.</b> An entry that is evicted makes room at once by this count; its bytes are
 * won back only when its chunk is emptied. If dead bytes counted, evicting would change nothing at first, and many
 * more entries would go than make room. With the room counted in advance, the count is a function of what lives, and
 * {@link Evacuation} sees to it that what is dead fits into the room when the limit is near.
 *
 * <p>Guarded by the lock of the shard; the figures may be read without it.
 */
final class MemoryAccount {

    /** One part in so many is counted in addition to live blocks, and is what dead blocks may take near the limit. */
    static final int ROOM_DIVISOR = 16;

    private static final VarHandle BLOCKS = field("blockBytes");
    private static final VarHandle RUNS = field("runBytes");
    private static final VarHandle HEAP = field("heapBytes");

    private final MemoryLimit limit;
    private long blockBytes;
    private long runBytes;
    private long heapBytes;
    private long told;
    private boolean tight;
    private int step = MemoryLimit.STEP_BYTES;

    MemoryAccount(MemoryLimit limit) {
        this.limit = limit;
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(MemoryAccount.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Notes that blocks sharing chunks take more, or less. */
    void blocks(long change) {
        BLOCKS.setOpaque(this, blockBytes + change);
        tell();
    }

    /** Notes that runs, or unusable ends of chunks, take more, or less. */
    void runs(long change) {
        RUNS.setOpaque(this, runBytes + change);
        tell();
    }

    /** Notes that objects on the heap take more, or less. */
    void heap(long change) {
        HEAP.setOpaque(this, heapBytes + change);
        tell();
    }

    /** Tells the server what was not told yet, and asks how near the limit is. */
    void settle() {
        step = 1;
        tell();
        tight = limit.tight();
        step = tight ? MemoryLimit.STEP_WHEN_TIGHT_BYTES : MemoryLimit.STEP_BYTES;
    }

    private void tell() {
        long change = countedBytes() - told;
        if (change >= step || change <= -step) {
            told += change;
            limit.add(change);
            tight = limit.tight();
            step = tight ? MemoryLimit.STEP_WHEN_TIGHT_BYTES : MemoryLimit.STEP_BYTES;
        }
    }

    /** {@return whether memory is to be kept compact at the cost of processor time, because the limit is near} */
    boolean tight() {
        return tight;
    }

    /** {@return what is compared with the limit} For every thread. */
    long countedBytes() {
        long blocks = (long) BLOCKS.getOpaque(this);
        return blocks + blocks / ROOM_DIVISOR + (long) RUNS.getOpaque(this) + heapBytes();
    }

    /** {@return what objects on the heap take} For every thread. */
    long heapBytes() {
        return (long) HEAP.getOpaque(this);
    }
}
