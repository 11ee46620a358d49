package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code COMMAND COUNT}: the number of commands, not counting subcommands. */
final class CommandCountCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("COUNT")
            .args(0)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("server")
            .since("2.8.13")
            .complexity("O(1)")
            .summary("Returns the number of commands.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(request.server().commands().size());
    }
}
