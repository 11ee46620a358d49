package dev.mortise.runtime.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory of the process, outside of the keyspace, that is free and was not given back to the system.
 *
 * <p><b>Why it exists.</b> A reply of half a gigabyte passes through chunks on the heap, and through buffers of the C
 * library's if its reader is slow. Both keep what they once had: the JVM until it collects the whole heap, for which
 * one with so little in it may have no reason for days, and the C library because that memory lies in the middle of
 * what is in use. An operator who asks for memory back means these as well.
 *
 * <p>For any thread.
 */
public final class FreeMemory {

    private FreeMemory() {}

    /** Gives it back. All threads wait while the heap is collected. */
    public static void giveBack() {
        // That of buffers which only the collector frees comes first.
        System.gc();
        CHeap.trim();
    }

    /** {@code malloc_trim}, which only the C library of GNU has: others give back by themselves what they can. */
    @SuppressWarnings("restricted") // One number goes in, one comes out.
    private static final class CHeap {

        private static final Optional<MethodHandle> TRIM = Linker.nativeLinker()
                .defaultLookup()
                .find("malloc_trim")
                .map(function -> Linker.nativeLinker()
                        .downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

        static void trim() {
            if (TRIM.isPresent()) {
                try {
                    int _ = (int) TRIM.get().invokeExact(0L);
                } catch (Throwable e) {
                    throw new AssertionError("a C function throws nothing", e);
                }
            }
        }
    }
}
