package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.MemoryUse;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code MEMORY STATS}: what memory is used for, in the fields of Redis.
 *
 * <p>What does not exist here, such as the buffers of replicas, is 0. The main table of a database is its whole index;
 * expiries lie in the entries and have no table.
 */
final class MemoryStatsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("STATS")
            .args(0)
            .group("server")
            .since("4.0.0")
            .complexity("O(1)")
            .summary("Returns what memory is used for.")
            .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
            .build();

    /** How many fields there are besides those of the databases. */
    private static final int FIELDS = 27;

    @Override
    public void execute(Request request, Reply reply) {
        MemoryUse use = request.server().memory();
        int databases =
                (int) use.indexBytes().stream().filter(bytes -> bytes > 0).count();
        reply.map(FIELDS + databases);
        field("peak.allocated", use.peakBytes(), reply);
        field("total.allocated", use.usedBytes(), reply);
        field("startup.allocated", use.startupBytes(), reply);
        field("replication.backlog", 0, reply);
        field("clients.slaves", 0, reply);
        field("clients.normal", use.clientBytes(), reply);
        field("cluster.links", 0, reply);
        field("aof.buffer", 0, reply);
        field("lua.caches", 0, reply);
        field("functions.caches", 0, reply);
        databases(use, reply);
        field("overhead.total", use.overheadBytes(), reply);
        field("keys.count", use.keys(), reply);
        field("keys.bytes-per-key", use.bytesPerKey(), reply);
        field("dataset.bytes", use.datasetBytes(), reply);
        field("dataset.percentage", use.datasetPercent(), reply);
        field("peak.percentage", use.peakPercent(), reply);
        field("allocator.allocated", use.allocatedBytes(), reply);
        field("allocator.active", use.activeBytes(), reply);
        field("allocator.resident", use.residentBytes(), reply);
        excess("allocator-fragmentation", use.allocatorFragmentation(), reply);
        excess("allocator-rss", use.allocatorExcess(), reply);
        excess("rss-overhead", use.processExcess(), reply);
        field("fragmentation", use.fragmentation().ratio(), reply);
        field("fragmentation.bytes", use.fragmentation().bytes(), reply);
    }

    private static void databases(MemoryUse use, Reply reply) {
        for (int database = 0; database < use.indexBytes().size(); database++) {
            long bytes = use.indexBytes().get(database);
            if (bytes > 0) {
                reply.bulk("db." + database);
                reply.map(3);
                field("overhead.hashtable.main", bytes, reply);
                field("overhead.hashtable.expires", 0, reply);
                field("overhead.hashtable.slot-to-keys", 0, reply);
            }
        }
    }

    private static void excess(String name, MemoryUse.Excess excess, Reply reply) {
        field(name + ".ratio", excess.ratio(), reply);
        field(name + ".bytes", excess.bytes(), reply);
    }

    private static void field(String name, long value, Reply reply) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void field(String name, double value, Reply reply) {
        reply.bulk(name);
        reply.number(value);
    }
}
