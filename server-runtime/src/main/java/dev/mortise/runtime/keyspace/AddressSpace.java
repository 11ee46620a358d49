package dev.mortise.runtime.keyspace;

import java.lang.foreign.MemorySegment;

/**
 * A long stretch of addresses that is backed by memory only where it is written to.
 *
 * <p>Bytes never written, and bytes given back, read as zero.
 */
interface AddressSpace extends AutoCloseable {

    /** What processors and systems in common use know as a huge page. */
    int HUGE_PAGE_BYTES = 2 << 20;

    /** What every shard gets of a space that cannot be reserved but must be allocated. */
    long ALLOCATED_REGION_BYTES = 16L << 20;

    /** With less than this a shard is of no use. */
    long LEAST_REGION_BYTES = 4L * Region.CHUNK_BYTES;

    /**
     * {@return space for some regions of equal size}
     *
     * <p>If the system refuses as much as was asked for, because of {@code ulimit -v} or strict accounting of memory,
     * less is tried. From what is granted then, half is left to the rest of the process.
     *
     * @param regions how many
     * @param mostBytes how long each should be
     * @throws IllegalStateException if the system refuses even what would be of little use
     */
    static AddressSpace reserve(int regions, long mostBytes) {
        long wanted = Math.max(LEAST_REGION_BYTES, Region.wholeChunks(mostBytes));
        if (!MappedSpace.available()) {
            return new AllocatedSpace(regions * Math.min(wanted, ALLOCATED_REGION_BYTES));
        }
        for (long bytes = wanted; bytes >= LEAST_REGION_BYTES; bytes = Region.wholeChunks(bytes / 2)) {
            MappedSpace space = MappedSpace.tryReserve(regions * bytes);
            if (space != null && bytes < wanted && bytes / 2 >= LEAST_REGION_BYTES) {
                space.close();
                space = MappedSpace.tryReserve(regions * Region.wholeChunks(bytes / 2));
            }
            if (space != null) {
                return space;
            }
        }
        throw new IllegalStateException("The system refuses to reserve address space for the keyspace, even "
                + ((regions * LEAST_REGION_BYTES) >> 20)
                + " MiB. Look at 'ulimit -v' and at vm.overcommit_memory.");
    }

    /** {@return all of it as one segment, usable by every thread until this is closed} */
    MemorySegment memory();

    /**
     * Gives the memory behind some pages back to the operating system. Their bytes are zero afterwards.
     *
     * @param offset of the first byte, on a page boundary
     * @param bytes how many, whole pages
     */
    void giveBack(long offset, long bytes);

    /**
     * Has {@value #HUGE_PAGE_BYTES} bytes backed by one page of that size instead of 512 small ones, if the system
     * can. The bytes stay what they are, and may be read and written meanwhile by others, who may have to wait a bit.
     *
     * @param offset of the first byte, on a boundary of that size
     * @return whether it was done
     */
    default boolean useHugePage(long offset) {
        return false;
    }

    /** Gives everything back; later accesses to the segment throw {@link IllegalStateException}. */
    @Override
    void close();
}
