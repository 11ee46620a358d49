package dev.mortise.runtime.keyspace;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C functions behind {@link MappedSpace}.
 *
 * <p><b>When they are linked.</b> Each when it is first called. To link the first takes 30 ms in a JVM that has just
 * started, most of the keyspace's part of it; no AOT cache of JDK 25 can hold the result. So {@link #linkAhead} has it
 * done on another processor while the server reads its configuration and loads its modules.
 */
@SuppressWarnings("restricted") // Each is called as its manual page says, and by MappedSpace alone.
public final class MemoryCalls {

    private static final int PROT_READ_WRITE = 0x1 | 0x2;

    private MemoryCalls() {}

    /**
     * Begins to link what a keyspace needs first, and does not wait for it: whoever needs it does. For whoever starts
     * a process to run a server in; without it everything works the same, somewhat later.
     */
    public static void linkAhead() {
        if (MappedSpace.available()) {
            Thread.ofPlatform().daemon().name("mortise-link").start(() -> {
                var _ = Mmap.HANDLE;
            });
        }
    }

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
                "madvise", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    }
}
