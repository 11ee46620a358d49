package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code MSETNX key value [key value ...]}.
 *
 * <p>Sets all keys and replies 1, or, if only one of them exists already, of whatever type, none and replies 0.
 */
final class MsetnxCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MSETNX")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("string")
            .keys(KeySpec.range(0, -1, 2, KeyFlag.OW, KeyFlag.INSERT))
            .event("set")
            .group("string")
            .since("1.0.1")
            .complexity("O(N) where N is the number of keys")
            .summary("Sets the string values of several keys in one step if none of them exists yet.")
            .tips("request_policy:multi_shard", "response_policy:agg_min")
            .arguments(Argument.block("key_value", Argument.key("key"), Argument.string("value"))
                    .many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        MsetCommand.requirePairs(request, "msetnx");
        for (int k = 0; k < request.keys(); k++) {
            if (request.entry(k).exists()) {
                reply.integer(0);
                return;
            }
        }
        MsetCommand.setAll(request);
        reply.integer(1);
    }
}
