package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Types;

/**
 * {@code MSET key value [key value ...]}.
 *
 * <p>Sets all keys in one step, which no client ever sees half done. Of a key named twice the last value stays.
 */
final class MsetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MSET")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("string")
            .keys(KeySpec.range(0, -1, 2, KeyFlag.OW, KeyFlag.UPDATE))
            .event("set")
            .group("string")
            .since("1.0.1")
            .complexity("O(N) where N is the number of keys")
            .summary("Sets the string values of several keys in one step.")
            .tips("request_policy:multi_shard", "response_policy:all_succeeded")
            .arguments(Argument.block("key_value", Argument.key("key"), Argument.string("value"))
                    .many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        requirePairs(request, "mset");
        setAll(request);
        reply.ok();
    }

    /** The arity in the spec cannot say that arguments come in pairs. */
    static void requirePairs(Request request, String command) {
        if (request.size() % 2 != 0) {
            throw ServerError.err("wrong number of arguments for '" + command + "' command");
        }
    }

    static void setAll(Request request) {
        for (int k = 0; k < request.keys(); k++) {
            request.entry(k).set(Types.STRING, request.arg(2 * k + 1), Entry.NEVER);
        }
    }
}
