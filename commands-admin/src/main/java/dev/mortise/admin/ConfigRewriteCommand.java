package dev.mortise.admin;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code CONFIG REWRITE}: writes the present values of the parameters into the configuration file. */
final class ConfigRewriteCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("REWRITE")
            .args(0)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.8.0")
            .complexity("O(1)")
            .summary("Writes the present values of the parameters into the configuration file.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        request.server().rewriteConfigurationFile();
        reply.ok();
    }
}
