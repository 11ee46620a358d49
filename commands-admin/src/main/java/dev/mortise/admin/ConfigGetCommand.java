package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Glob;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code CONFIG GET parameter [parameter ...]}: the parameters that fit any of the patterns, each once, with their
 * values.
 *
 * <p>Case does not matter. A name without wildcards comes back as the client wrote it, so that a program finds what it
 * asked for.
 */
final class ConfigGetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GET")
            .args(1, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.0.0")
            .complexity("O(N) when N is the number of configuration parameters provided")
            .summary("Returns the parameters that fit the glob-style patterns, with their values.")
            .arguments(Argument.block("parameter", Argument.string("parameter")).many())
            .history("7.0.0", "Takes more than one pattern.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Map<String, String> parameters = request.server().parameters();
        // A name that is there already, in whatever case, stays as it is.
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < request.size(); i++) {
            find(request.arg(i), parameters, found);
        }
        reply.map(found.size());
        found.forEach((name, value) -> {
            reply.bulk(name);
            reply.bulk(value);
        });
    }

    private static void find(Slice asked, Map<String, String> parameters, Map<String, String> found) {
        String name = asked.utf8();
        if (isPattern(name)) {
            Glob pattern = Glob.of(asked).ignoringCase();
            parameters.forEach((parameter, value) -> {
                if (pattern.matches(Slice.of(parameter))) {
                    found.putIfAbsent(parameter, value);
                }
            });
        } else {
            String value = parameters.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                found.putIfAbsent(name, value);
            }
        }
    }

    private static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }
}
