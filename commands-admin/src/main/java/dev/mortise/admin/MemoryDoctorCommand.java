package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.MemoryUse;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.ArrayList;
import java.util.List;

/** {@code MEMORY DOCTOR}: says in sentences what is unusual about the use of memory. */
final class MemoryDoctorCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DOCTOR")
            .args(0)
            .group("server")
            .since("4.0.0")
            .complexity("O(1)")
            .summary("Returns what is unusual about the use of memory.")
            .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
            .build();

    /** Below this everything is mostly overhead, and says nothing. */
    private static final long TOO_LITTLE_BYTES = 5 << 20;

    private static final double HIGH_PEAK_PERCENT = 67;
    private static final double HIGH_FRAGMENTATION = 1.4;
    private static final long GREAT_BYTES = 10 << 20;
    private static final double NEAR_LIMIT = 0.9;
    private static final int HIGH_CLIENT_DIVISOR = 4;

    @Override
    public void execute(Request request, Reply reply) {
        reply.verbatim(report(request.server().memory()));
    }

    /** {@return the report on such figures} */
    static String report(MemoryUse use) {
        if (use.usedBytes() < TOO_LITTLE_BYTES) {
            return "There is too little data to tell anything: less than 5 MiB are used.";
        }
        List<String> findings = findings(use);
        if (findings.isEmpty()) {
            return "Nothing unusual about the use of memory.";
        }
        return String.join("\n", findings);
    }

    private static List<String> findings(MemoryUse use) {
        List<String> findings = new ArrayList<>();
        if (use.peakPercent() < HIGH_PEAK_PERCENT) {
            findings.add(
                    "* The peak was much higher than what is used now (%d and %d bytes). The difference went back to"
                                    .formatted(use.peakBytes(), use.usedBytes())
                            + " the system; nothing is to be done.");
        }
        if (isMuchMore(use.activeBytes(), use.allocatedBytes())) {
            findings.add(
                    "* Of the memory of entries %d bytes are dead. They are won back by and by; MEMORY PURGE hurries."
                            .formatted(use.activeBytes() - use.allocatedBytes()));
        }
        if (isMuchMore(use.residentBytes(), use.activeBytes())) {
            findings.add(
                    "* %d bytes are kept for reuse. They go back to the system when nothing changes; MEMORY PURGE hurries."
                            .formatted(use.residentBytes() - use.activeBytes()));
        }
        if (use.limitBytes() > 0 && use.countedBytes() > use.limitBytes() * NEAR_LIMIT) {
            findings.add(
                    "* maxmemory is nearly reached or exceeded: %d of %d bytes. Keys are evicted, or writes refused, as"
                                    .formatted(use.countedBytes(), use.limitBytes())
                            + " maxmemory-policy says.");
        }
        if (use.clientBytes() > GREAT_BYTES && use.clientBytes() > use.usedBytes() / HIGH_CLIENT_DIVISOR) {
            findings.add(
                    "* The buffers of clients take %d bytes. CLIENT LIST tells whose.".formatted(use.clientBytes()));
        }
        return findings;
    }

    private static boolean isMuchMore(long bytes, long thanBytes) {
        return bytes - thanBytes > GREAT_BYTES && MemoryUse.ratio(bytes, thanBytes) > HIGH_FRAGMENTATION;
    }
}
