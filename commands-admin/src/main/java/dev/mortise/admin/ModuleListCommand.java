package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import java.util.List;

/**
 * {@code MODULE LIST}: the plugins. Modules that came with the server are not listed: to a client they are the server.
 */
final class ModuleListCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LIST")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT)
            .group("server")
            .since("4.0.0")
            .complexity("O(N) where N is the number of loaded modules.")
            .summary("Returns the plugins, with version and place.")
            .tips("nondeterministic_output_order")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        write(request.server().modules(), reply);
    }

    /** Writes those that are plugins, as an array of maps. */
    static void write(List<Server.Module> modules, Reply reply) {
        List<Server.Module> plugins =
                modules.stream().filter(module -> !module.builtIn()).toList();
        reply.array(plugins.size());
        for (Server.Module plugin : plugins) {
            reply.map(4);
            reply.bulk("name");
            reply.bulk(plugin.id());
            reply.bulk("ver");
            reply.integer(plugin.versionNumber());
            reply.bulk("path");
            reply.bulk(plugin.location());
            reply.bulk("args");
            reply.array(0);
        }
    }
}
