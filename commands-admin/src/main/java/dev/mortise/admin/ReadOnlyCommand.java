package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/** {@code READONLY} and {@code READWRITE}: for clients of a cluster, which this server is not part of. */
final class ReadOnlyCommand implements Command {

    static final CommandSpec READONLY = spec("READONLY", "Lets this connection read from a replica of a cluster.");
    static final CommandSpec READWRITE = spec("READWRITE", "Ends what READONLY began.");

    private static final ServerError NO_CLUSTER = ServerError.err("This instance has cluster support disabled");

    private static CommandSpec spec(String name, String summary) {
        return CommandSpec.named(name)
                .args(0)
                .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                .acl("connection")
                .group("cluster")
                .since("3.0.0")
                .complexity("O(1)")
                .summary(summary)
                .build();
    }

    @Override
    public void execute(Request request, Reply reply) {
        throw NO_CLUSTER;
    }
}
