package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * {@code INFO [section ...]}: figures about the server, for people and for monitoring.
 *
 * <p>Without a section it shows the default ones; {@code all} and {@code everything} show the rest too. A section that
 * does not exist shows nothing, and one that is asked for twice shows once.
 */
final class InfoCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("INFO")
            .args(0, CommandSpec.MANY)
            .flags(Flag.LOADING, Flag.STALE)
            .acl("dangerous")
            .group("server")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns figures about the server, in sections.")
            .arguments(Argument.string("section").optional().many())
            .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
            .history("7.0.0", "Takes more than one section.")
            .build();

    private static final Set<String> DEFAULT = Set.of("default");

    @Override
    public void execute(Request request, Reply reply) {
        reply.verbatim(request.server().info(request.size() == 0 ? DEFAULT : sections(request)));
    }

    private static Set<String> sections(Request request) {
        Set<String> sections = new LinkedHashSet<>();
        for (int i = 0; i < request.size(); i++) {
            sections.add(request.arg(i).utf8().toLowerCase(Locale.ROOT));
        }
        return sections;
    }
}
