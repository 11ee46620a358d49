package dev.mortise.runtime.info;

import dev.mortise.api.InfoSection;
import dev.mortise.api.MemoryUse;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * {@code INFO memory}, and what {@code MEMORY} tells: the figures of the keyspace, the clients and the process, under
 * the names that monitoring knows from Redis.
 *
 * <p>Lines that describe what does not exist here (scripts, replicas, a journal) are 0 rather than missing: tools add
 * them up.
 */
public final class MemorySection implements InfoSection {

    private static final long UNKNOWN = -1;

    private final Store store;
    private final MemoryLimit limit;
    private final long startupBytes;
    private final AtomicLong programBytes = new AtomicLong(UNKNOWN);

    /** @param store whose memory it is */
    public MemorySection(Store store) {
        this.store = store;
        this.limit = store.limit();
        this.startupBytes = usedBytes();
    }

    private long usedBytes() {
        return store.memory().takenBytes() + limit.clientBytes();
    }

    /** Notes how much is used now, for the peak; and the first time, what the program takes. */
    public void sample() {
        limit.notePeak(usedBytes());
        if (programBytes.get() == UNKNOWN) {
            programBytes(ProcessFigures.residentBytes());
        }
    }

    /**
     * {@return what the process takes besides data, as it was when this was first called}
     *
     * <p>It is looked at when the server runs, not while it starts: that would take time, and the JVM is still growing.
     * What a snapshot has brought until then is data.
     */
    private long programBytes(long processBytes) {
        long known = programBytes.get();
        if (known != UNKNOWN) {
            return known;
        }
        long data = store.memory().residentBytes() + store.memory().heapBytes() + limit.clientBytes();
        programBytes.compareAndSet(UNKNOWN, Math.max(0, processBytes - data));
        return programBytes.get();
    }

    /** {@return what the memory is used for now} */
    public MemoryUse use() {
        long used = usedBytes();
        long process = ProcessFigures.residentBytes();
        MemorySettings settings = limit.settings();
        return new MemoryUse(
                used,
                store.memory().countedBytes() + limit.clientBytes(),
                settings.maxBytes() == MemorySettings.UNLIMITED ? 0 : settings.maxBytes(),
                limit.notePeak(used),
                startupBytes,
                limit.clientBytes(),
                IntStream.range(0, store.databases())
                        .mapToObj(store::indexBytes)
                        .toList(),
                IntStream.range(0, store.databases()).mapToLong(store::size).sum(),
                store.memory().heapBytes(),
                store.memory().allocatedBytes(),
                store.memory().activeBytes(),
                store.memory().residentBytes(),
                process,
                programBytes(process));
    }

    @Override
    public void write(Lines lines) {
        MemoryUse use = use();
        bytes(lines, "used_memory", use.usedBytes());
        bytes(lines, "used_memory_rss", use.processBytes());
        bytes(lines, "used_memory_peak", use.peakBytes());
        lines.line("used_memory_peak_perc", decimal(use.peakPercent()) + "%");
        lines.line("used_memory_overhead", use.overheadBytes());
        lines.line("used_memory_startup", use.startupBytes());
        lines.line("used_memory_dataset", use.datasetBytes());
        lines.line("used_memory_dataset_perc", decimal(use.datasetPercent()) + "%");
        lines.line("allocator_allocated", use.allocatedBytes());
        lines.line("allocator_active", use.activeBytes());
        lines.line("allocator_resident", use.residentBytes());
        heap(lines, use);
        bytes(lines, "total_system_memory", ProcessFigures.machineMemoryBytes());
        scripts(lines);
        bytes(lines, "maxmemory", use.limitBytes());
        lines.line("maxmemory_policy", limit.settings().policy().wireName());
        excess(lines, "allocator_frag", use.allocatorFragmentation());
        excess(lines, "allocator_rss", use.allocatorExcess());
        excess(lines, "rss_overhead", use.processExcess());
        excess(lines, "mem_fragmentation", use.fragmentation());
        lines.line("mem_not_counted_for_evict", Math.max(0, use.usedBytes() - use.countedBytes()));
        lines.line("mem_replication_backlog", 0);
        lines.line("mem_total_replication_buffers", 0);
        lines.line("mem_clients_slaves", 0);
        lines.line("mem_clients_normal", use.clientBytes());
        lines.line("mem_cluster_links", 0);
        lines.line("mem_aof_buffer", 0);
        lines.line("mem_allocator", "mortise-slab");
        lines.line("active_defrag_running", 0);
        lines.line("lazyfree_pending_objects", 0);
        lines.line("lazyfreed_objects", 0);
    }

    private static void heap(Lines lines, MemoryUse use) {
        Runtime runtime = Runtime.getRuntime();
        lines.line("used_memory_heap", use.heapBytes());
        lines.line("used_memory_jvm_heap", runtime.totalMemory() - runtime.freeMemory());
        lines.line("used_memory_jvm_heap_committed", runtime.totalMemory());
        lines.line("used_memory_jvm_heap_max", runtime.maxMemory());
    }

    private static void scripts(Lines lines) {
        lines.line("used_memory_vm_eval", 0);
        bytes(lines, "used_memory_lua", 0);
        lines.line("used_memory_scripts_eval", 0);
        lines.line("number_of_cached_scripts", 0);
        lines.line("number_of_functions", 0);
        lines.line("number_of_libraries", 0);
        lines.line("used_memory_vm_functions", 0);
        bytes(lines, "used_memory_vm_total", 0);
        lines.line("used_memory_functions", 0);
        bytes(lines, "used_memory_scripts", 0);
    }

    private static void bytes(Lines lines, String name, long bytes) {
        lines.line(name, bytes);
        lines.line(name + "_human", ByteSize.human(bytes));
    }

    private static void excess(Lines lines, String name, MemoryUse.Excess excess) {
        lines.line(name + "_ratio", decimal(excess.ratio()));
        lines.line(name + "_bytes", excess.bytes());
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
