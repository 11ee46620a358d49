package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code CLIENT TRACKINGINFO} and {@code CLIENT GETREDIR}: what a client that does not track keys is told. None does
 * here yet.
 */
final class ClientTrackingInfoCommand {

    static final CommandSpec TRACKINGINFO = CommandSpec.named("TRACKINGINFO")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Tells how this connection tracks keys for caching.")
            .build();

    static final CommandSpec GETREDIR = CommandSpec.named("GETREDIR")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("6.0.0")
            .complexity("O(1)")
            .summary("Tells which connection gets the invalidations for this one.")
            .build();

    private static final int NOT_TRACKING = -1;

    private ClientTrackingInfoCommand() {}

    static Command trackingInfo() {
        return ClientTrackingInfoCommand::writeInfo;
    }

    static Command getRedir() {
        return (request, reply) -> reply.integer(NOT_TRACKING);
    }

    private static void writeInfo(Request request, Reply reply) {
        reply.map(3);
        reply.bulk("flags");
        reply.set(1);
        reply.bulk("off");
        reply.bulk("redirect");
        reply.integer(NOT_TRACKING);
        reply.bulk("prefixes");
        reply.array(0);
    }
}
