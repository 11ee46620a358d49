package dev.mortise.runtime.keyspace;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
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

    private static final int PROT_READ_WRITE = 0x1 | 0x2;
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
                .reinterpret(bytes, arena, segment -> Calls.munmap(address, bytes + HUGE_PAGE_BYTES));
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
        long address = Calls.mmap(0, bytes + HUGE_PAGE_BYTES, MAP_PRIVATE | MAP_ANONYMOUS_NORESERVE);
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
                ? Calls.mmap(address, bytes, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS_NORESERVE) == address
                : Calls.madvise(address, bytes, MADV_DONTNEED) == 0;
        if (!done) {
            // Rare, such as for memory that someone locked: what counts then is that it reads as zero.
            memory.asSlice(offset, bytes).fill((byte) 0);
        }
    }

    @Override
    public boolean useHugePage(long offset) {
        return !MACOS
                && Calls.madvise(memory.asSlice(offset, HUGE_PAGE_BYTES).address(), HUGE_PAGE_BYTES, MADV_COLLAPSE)
                        == 0;
    }

    @Override
    public void close() {
        arena.close();
    }

    /**
     * The C functions. Each is looked up when it is first called, which takes milliseconds: a server that starts needs
     * only the first of them.
     */
    private static final class Calls {

        static long mmap(long address, long bytes, int flags) {
            try {
                return (long) Mmap.HANDLE.invokeExact(address, bytes, PROT_READ_WRITE, flags, -1, 0L);
            } catch (Throwable e) {
                throw new AssertionError("a C function throws nothing", e);
            }
        }

        static int munmap(long address, long bytes) {
            try {
                return (int) Munmap.HANDLE.invokeExact(address, bytes);
            } catch (Throwable e) {
                throw new AssertionError("a C function throws nothing", e);
            }
        }

        static int madvise(long address, long bytes, int advice) {
            try {
                return (int) Madvise.HANDLE.invokeExact(address, bytes, advice);
            } catch (Throwable e) {
                throw new AssertionError("a C function throws nothing", e);
            }
        }

        private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, parameters));
        }

        private static final class Mmap {
            static final MethodHandle HANDLE = function(
                    "mmap",
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG);
        }

        private static final class Munmap {
            static final MethodHandle HANDLE =
                    function("munmap", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        }

        private static final class Madvise {
            static final MethodHandle HANDLE = function(
                    "madvise",
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT);
        }
    }
}
