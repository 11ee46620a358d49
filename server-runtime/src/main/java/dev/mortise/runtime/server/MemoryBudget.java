package dev.mortise.runtime.server;

import dev.mortise.runtime.info.ByteSize;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether what {@code maxmemory} promises can be kept by this process on this machine.
 *
 * <p>A limit that cannot be reached is worse than none: the operator relies on it, and one day the JVM or the system
 * runs out of memory instead. So it is compared at start with everything that must hold it.
 *
 * <ol>
 *   <li>The Java heap: the server itself takes {@value #SERVER_HEAP_BYTES} bytes. The index has a Java object for each
 *       bucket of about a thousand keys; with the smallest keys that is one part in {@value #INDEX_DIVISOR} of the
 *       data. If there are value types whose values are Java objects, these may be all of the data.
 *   <li>The address space that the keyspace has reserved, which {@code ulimit -v} can make small. Shards fill evenly,
 *       but not exactly so.
 *   <li>The memory of the machine, or what a container may have of it. Besides the data it must hold the process as it
 *       is without any.
 * </ol>
 *
 * @param heapBytes how large the Java heap may become
 * @param addressBytes how much address space the keyspace has
 * @param machineBytes how much memory the process may have, or 0 if that is unknown
 * @param valuesOnHeap whether there are value types other than strings
 */
record MemoryBudget(long heapBytes, long addressBytes, long machineBytes, boolean valuesOnHeap) {

    static final long SERVER_HEAP_BYTES = 16L << 20;
    static final long INDEX_DIVISOR = 256;

    /** What an idle server takes, heap included. */
    private static final long SERVER_BYTES = 64L << 20;

    private static final double UNEVEN = 1.1;

    /** {@return what is too small for a limit and what to do about it, or null if all is well} */
    @Nullable
    String problem(long maxBytes) {
        long dataOnHeap = valuesOnHeap ? maxBytes : maxBytes / INDEX_DIVISOR;
        if (SERVER_HEAP_BYTES + dataOnHeap > heapBytes) {
            return "maxmemory %s needs a Java heap of %s: %s for %s and %s for the server; the heap may have %s."
                            .formatted(
                                    human(maxBytes),
                                    human(SERVER_HEAP_BYTES + dataOnHeap),
                                    human(dataOnHeap),
                                    valuesOnHeap ? "values that plugins keep on the heap" : "the index of the keys",
                                    human(SERVER_HEAP_BYTES),
                                    human(heapBytes))
                    + " Raise -Xmx (conf/jvm.options or JDK_JAVA_OPTIONS), or lower maxmemory";
        }
        if (maxBytes > addressBytes / UNEVEN) {
            return "maxmemory %s needs address space of %s; the keyspace could reserve %s."
                            .formatted(human(maxBytes), human((long) (maxBytes * UNEVEN)), human(addressBytes))
                    + " Raise 'ulimit -v', or lower maxmemory";
        }
        if (machineBytes > 0 && SERVER_BYTES + maxBytes > machineBytes) {
            return "maxmemory %s and %s for the server itself are %s; this machine, or container, has %s."
                            .formatted(
                                    human(maxBytes),
                                    human(SERVER_BYTES),
                                    human(SERVER_BYTES + maxBytes),
                                    human(machineBytes))
                    + " Lower maxmemory, or give it more memory";
        }
        return null;
    }

    private static String human(long bytes) {
        return ByteSize.human(bytes).toLowerCase(Locale.ROOT) + (bytes < 1024 ? "" : "b");
    }
}
