package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code MEMORY PURGE}: gives memory back to the system that is free and was kept for reuse. */
final class MemoryPurgeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("PURGE")
            .args(0)
            .group("server")
            .since("4.0.0")
            .complexity("O(N) where N is the free memory that was kept.")
            .summary("Gives free memory back to the operating system.")
            .tips("request_policy:all_shards", "response_policy:all_succeeded")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.server().purgeMemory();
        reply.ok();
    }
}
