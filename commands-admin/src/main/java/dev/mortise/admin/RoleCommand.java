package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code ROLE}: what this server is in a replication. It is the master of nobody. */
final class RoleCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("ROLE")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST)
            .acl("admin", "dangerous")
            .group("server")
            .since("2.8.12")
            .complexity("O(1)")
            .summary("Tells what this server is in a replication.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.array(3);
        reply.bulk("master");
        reply.integer(0);
        reply.array(0);
    }
}
