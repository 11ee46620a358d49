package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code COMMAND DOCS [command-name ...]}: what people want to know of the commands; a name that is none is left out.
 */
final class CommandDocsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DOCS")
            .args(0, CommandSpec.MANY)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("server")
            .since("7.0.0")
            .complexity("O(N) where N is the number of commands to look up")
            .summary("Documents the commands of these names, or every one.")
            .arguments(Argument.string("command-name").optional().many())
            .tips("nondeterministic_output_order")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        List<CommandInfo> commands = new ArrayList<>();
        for (CommandInfo command : CommandLookup.asked(request)) {
            if (command != null) {
                commands.add(command);
            }
        }
        reply.map(commands.size());
        commands.forEach(command -> CommandDocsWriter.write(command, reply));
    }
}
