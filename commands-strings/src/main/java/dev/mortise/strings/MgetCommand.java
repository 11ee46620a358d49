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
import dev.mortise.api.Types;

/** {@code MGET key [key ...]}: the strings of all keys, in their order; nil for what is absent or of another type. */
final class MgetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MGET")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("string")
            .keys(KeySpec.range(0, -1, 1, KeyFlag.RO, KeyFlag.ACCESS))
            .group("string")
            .since("1.0.0")
            .complexity("O(N) where N is the number of keys")
            .summary("Returns the string values of several keys at one instant.")
            .tips("request_policy:multi_shard")
            .arguments(Argument.key("key").many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        int keys = request.keys();
        reply.array(keys);
        for (int k = 0; k < keys; k++) {
            Entry entry = request.entry(k);
            if (Types.STRING.equals(entry.type())) {
                GetCommand.answer(entry, reply);
            } else {
                reply.nil();
            }
        }
    }
}
