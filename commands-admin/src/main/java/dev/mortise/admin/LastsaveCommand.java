package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.concurrent.TimeUnit;

/** {@code LASTSAVE}: when the last snapshot was saved, in seconds since 1970; at first, when the server was started. */
final class LastsaveCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LASTSAVE")
            .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
            .acl("admin", "dangerous")
            .group("server")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns when the keys were saved last.")
            .tips("nondeterministic_output")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(
                TimeUnit.MILLISECONDS.toSeconds(request.server().snapshots().lastSavedMillis()));
    }
}
