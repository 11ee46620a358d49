package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code MEMORY MALLOC-STATS}: how the memory of the keyspace is laid out, for people. */
final class MemoryMallocStatsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MALLOC-STATS")
            .args(0)
            .group("server")
            .since("4.0.0")
            .complexity("O(N) where N is the number of shards.")
            .summary("Returns how the memory of the keyspace is laid out.")
            .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.verbatim(request.server().allocatorReport());
    }
}
