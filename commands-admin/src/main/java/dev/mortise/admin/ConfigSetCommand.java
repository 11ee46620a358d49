package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code CONFIG SET parameter value [parameter value ...]}: changes parameters, all or none.
 *
 * <p>Names are checked here, values by whoever owns the parameter.
 */
final class ConfigSetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SET")
            .args(2, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("2.0.0")
            .complexity("O(N) when N is the number of configuration parameters provided")
            .summary("Changes parameters of the running server, all or none.")
            .arguments(Argument.block("parameter_value", Argument.string("parameter"), Argument.string("value"))
                    .many())
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .history("7.0.0", "Takes more than one parameter.")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        for (int i = 0; i + 1 < request.size(); i += 2) {
            if (request.server().isSecretParameter(request.arg(i).utf8())) {
                request.redact(i + 1);
            }
        }
        if (request.size() % 2 != 0) {
            throw ServerError.syntax();
        }
        request.server().changeParameters(changes(request));
        reply.ok();
    }

    private static Map<String, String> changes(Request request) {
        Set<String> known = request.server().parameters().keySet();
        Set<String> seen = new HashSet<>();
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < request.size(); i += 2) {
            String name = request.arg(i).utf8();
            String parameter = name.toLowerCase(Locale.ROOT);
            if (!known.contains(parameter)) {
                throw ServerError.err("Unknown option or number of arguments for CONFIG SET - '"
                        + request.arg(i).quoted() + "'");
            }
            if (!seen.add(parameter)) {
                throw ServerError.err(
                        "CONFIG SET failed (possibly related to argument '" + name + "') - duplicate parameter");
            }
            changes.put(name, request.arg(i + 1).utf8());
        }
        return changes;
    }
}
