package dev.mortise.runtime.info;

import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoreMemory;

/** What {@code MEMORY MALLOC-STATS} answers: where the keyspace lies, shard by shard. */
public final class AllocatorReport {

    private final Store store;

    /** @param store whose memory it is */
    public AllocatorReport(Store store) {
        this.store = store;
    }

    /** {@return the report, for people} */
    public String text() {
        StringBuilder text = new StringBuilder(1024);
        text.append("mortise-slab: one region of reserved addresses per shard, in chunks of 256 KiB\n");
        text.append("allocated: live blocks; active: with dead ones; resident: pages; all in bytes\n\n");
        text.append("%8s %15s %15s %15s %15s%n".formatted("shard", "allocated", "active", "resident", "heap"));
        for (int i = 0; i < store.shards(); i++) {
            text.append(line(Integer.toString(i), store.memory().ofShard(i)));
        }
        text.append(line("all", store.memory()));
        return text.toString();
    }

    private static String line(String name, StoreMemory memory) {
        return "%8s %15d %15d %15d %15d%n"
                .formatted(
                        name,
                        memory.allocatedBytes(),
                        memory.activeBytes(),
                        memory.residentBytes(),
                        memory.heapBytes());
    }
}
