package dev.mortise.runtime.keyspace;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Address space from {@code mmap}: private, anonymous, and not counted against what the machine has until it is
 * touched.
 *
 * <p><b>Why not what the JDK offers.</b> An arena zeroes what it allocates and so touches all of it, and a mapped file
 * cannot give single pages back. Three calls into the C library are all that is missing.
 *
 * <p><b>Safety.</b> The mapping belongs to a shared arena: {@link #close} unmaps it only when no thread is in the
 * middle of an access, and every access afterwards throws instead of reading what may lie there next.
 *
 * <p>On Linux memory goes back by {@code madvise(MADV_DONTNEED)}. macOS takes that as a mere hint, so there the pages
 * are mapped anew over themselves, which has the same effect.
 */
@SuppressWarnings("restricted") // Native memory cannot be had without; every access to it is checked all the same.
final class MappedSpace implements AddressSpace {

    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_FIXED = 0x10;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_COLLAPSE = 25;
    private static final long MAP_FAILED = -1;

    private static final boolean MACOS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    /** MAP_ANONYMOUS and MAP_NORESERVE, which every system numbers as it likes. */
    private static final int MAP_ANONYMOUS_NORESERVE = MACOS ? 0x1000 | 0x40 : 0x20 | 0x4000;

    private final Arena arena;
    private final MemorySegment memory;

    private MappedSpace(long address, long bytes) {
        arena = Arena.ofShared();
        memory = MemorySegment.ofAddress(alignedToHugePage(address))
                .reinterpret(bytes, arena, segment -> MemoryCalls.munmap(address, bytes + HUGE_PAGE_BYTES));
    }

    private static long alignedToHugePage(long address) {
        return (address + HUGE_PAGE_BYTES - 1) & -HUGE_PAGE_BYTES;
    }

    /** {@return whether this system has {@code mmap}} */
    static boolean available() {
        return !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** {@return that much address space, or null if the system refuses} */
    static @Nullable MappedSpace tryReserve(long bytes) {
        long address = MemoryCalls.mmap(0, bytes + HUGE_PAGE_BYTES, MAP_PRIVATE | MAP_ANONYMOUS_NORESERVE);
        return address == MAP_FAILED ? null : new MappedSpace(address, bytes);
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public void giveBack(long offset, long bytes) {
        long address = memory.asSlice(offset, bytes).address();
        boolean done = MACOS
                ? MemoryCalls.mmap(address, bytes, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS_NORESERVE) == address
                : MemoryCalls.madvise(address, bytes, MADV_DONTNEED) == 0;
        if (!done) {
            // Rare, such as for memory that someone locked: what counts then is that it reads as zero.
            memory.asSlice(offset, bytes).fill((byte) 0);
        }
    }

    @Override
    public boolean useHugePage(long offset) {
        return !MACOS
                && MemoryCalls.madvise(
                                memory.asSlice(offset, HUGE_PAGE_BYTES).address(), HUGE_PAGE_BYTES, MADV_COLLAPSE)
                        == 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
