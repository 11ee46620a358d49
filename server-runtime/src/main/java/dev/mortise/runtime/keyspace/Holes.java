package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Dead blocks of a slab that a new block of exactly their size may take the place of.
 *
 * <p><b>Why.</b> At the memory limit one entry is evicted for each that comes. To win its bytes back by {@link
 * Evacuation} costs the moving of eight times as many; but sizes repeat, and mostly a block of the size that is wanted
 * has died of late.
 *
 * <p><b>How it works.</b> A stack for each size up to {@value #MOST_BYTES} bytes. A block is put there when it dies
 * near the limit, and may be taken when the lock has been given back since: until then somebody may still read what it
 * held. Whether its place is still free is looked at when it is taken: its chunk may have been emptied by then. A chunk
 * that comes back is another object, so none is mistaken for its predecessor, and within one the bounds of blocks never
 * change.
 *
 * <p><b>Cost.</b> 8 bytes for each of at most {@value #MOST_PER_SIZE} holes per size; what does not fit is left to the
 * evacuation. Guarded by the lock of the shard.
 */
final class Holes {

    /** Larger blocks are few, and die and come in sizes that do not repeat. */
    static final int MOST_BYTES = 4096;

    private static final int MOST_PER_SIZE = 1024;
    private static final int SIZES = (MOST_BYTES >>> 3) + 1;

    private final Slab slab;
    private final MemorySegment memory;
    private @Nullable Stack[] stacks = {};
    private final Stack fresh = new Stack();

    Holes(Slab slab) {
        this.slab = slab;
        memory = slab.memory;
    }

    /** Notes a block that has just died. */
    void add(Chunk chunk, long block, int bytes) {
        if (bytes <= MOST_BYTES) {
            fresh.push(chunk, block);
        }
    }

    /** Has what died under this lock be taken from now on. */
    void settle() {
        while (fresh.count > 0) {
            Chunk chunk = fresh.pop();
            long block = fresh.block();
            if (isHole(chunk, block)) {
                stack(EntryLayout.blockBytes(Memory.getLong(memory, block))).push(chunk, block);
            }
        }
    }

    /** {@return whether {@link #settle} has something to do} */
    boolean unsettled() {
        return fresh.count > 0;
    }

    /**
     * {@return a dead block of a size, or -1 if none is known}
     *
     * @param except a chunk that is being emptied
     */
    long take(int bytes, @Nullable Chunk except) {
        Stack stack = bytes <= MOST_BYTES && stacks.length > 0 ? stacks[bytes >>> 3] : null;
        while (stack != null && stack.count > 0) {
            Chunk chunk = stack.pop();
            if (!isSame(chunk, except) && isHole(chunk, stack.block())) {
                return stack.block();
            }
        }
        return -1;
    }

    /** Forgets all. */
    void clear() {
        stacks = new Stack[0];
        fresh.count = 0;
        Arrays.fill(fresh.chunks, null);
    }

    private boolean isHole(Chunk chunk, long block) {
        return slab.owns(chunk) && EntryLayout.kind(Memory.getLong(memory, block)) == EntryLayout.DEAD;
    }

    @SuppressWarnings("ReferenceEquality") // A chunk is itself.
    private static boolean isSame(Chunk chunk, @Nullable Chunk other) {
        return chunk == other;
    }

    private Stack stack(int bytes) {
        if (stacks.length == 0) {
            stacks = new Stack[SIZES];
        }
        Stack stack = stacks[bytes >>> 3];
        if (stack == null) {
            stack = new Stack();
            stacks[bytes >>> 3] = stack;
        }
        return stack;
    }

    private static final class Stack {
        @Nullable
        Chunk[] chunks = new Chunk[8];

        int[] handles = new int[8];
        int count;

        void push(Chunk chunk, long block) {
            if (count == chunks.length) {
                if (count == MOST_PER_SIZE) {
                    return;
                }
                chunks = Arrays.copyOf(chunks, 2 * count);
                handles = Arrays.copyOf(handles, 2 * count);
            }
            chunks[count] = chunk;
            handles[count++] = Region.handle(block);
        }

        /** {@return the chunk of the hole on top, which {@link #block} tells the place of} */
        Chunk pop() {
            Chunk chunk = chunks[--count];
            chunks[count] = null;
            if (chunk == null) {
                throw new IllegalStateException("an empty stack");
            }
            return chunk;
        }

        long block() {
            return Region.block(handles[count]);
        }
    }
}
