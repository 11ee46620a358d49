package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server.CommandInfo;
import java.util.Collection;

/** {@code COMMAND}: describes every command, as {@code COMMAND INFO} does. */
final class CommandCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("COMMAND")
            .args(0, CommandSpec.MANY)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("server")
            .since("2.8.13")
            .complexity("O(N) where N is the total number of Redis commands")
            .summary("Describes every command for programs.")
            .tips("nondeterministic_output_order")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Collection<CommandInfo> commands = request.server().commands();
        reply.array(commands.size());
        commands.forEach(command -> CommandInfoWriter.write(command, reply));
    }
}
