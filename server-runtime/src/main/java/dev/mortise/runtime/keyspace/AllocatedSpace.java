package dev.mortise.runtime.keyspace;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Address space for systems without {@code mmap}: a bounded piece of ordinary native memory, all of it taken at once.
 *
 * <p>Giving back only makes it zero. This keeps a server alive on Windows, where it has not been tried; it is not
 * meant to hold much.
 */
final class AllocatedSpace implements AddressSpace {

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    AllocatedSpace(long bytes) {
        memory = arena.allocate(bytes, Long.BYTES);
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public void giveBack(long offset, long bytes) {
        memory.asSlice(offset, bytes).fill((byte) 0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
