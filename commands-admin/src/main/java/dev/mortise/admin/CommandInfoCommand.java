package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server.CommandInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code COMMAND INFO [command-name ...]}: what dispatch knows of the commands; nil for a name that is none. */
final class CommandInfoCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("INFO")
            .args(0, CommandSpec.MANY)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("server")
            .since("2.8.13")
            .complexity("O(N) where N is the number of commands to look up")
            .summary("Describes the commands of these names, or every one, for programs.")
            .arguments(Argument.string("command-name").optional().many())
            .tips("nondeterministic_output_order")
            .history("7.0.0", "Describes every command when it is given no name.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        List<@Nullable CommandInfo> commands = CommandLookup.asked(request);
        reply.array(commands.size());
        for (CommandInfo command : commands) {
            if (command == null) {
                reply.nil();
            } else {
                CommandInfoWriter.write(command, reply);
            }
        }
    }
}
