package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code EXISTS key [key ...]}: how many of the keys exist; one that is named twice counts twice. */
final class ExistsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("EXISTS")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("keyspace")
            .keys(KeySpec.range(0, -1, 1, KeyFlag.RO))
            .group("generic")
            .since("1.0.0")
            .complexity("O(N) where N is the number of keys")
            .summary("Returns how many of the given keys exist.")
            .history("3.0.3", "Takes more than one key.")
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .arguments(Argument.key("key").many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        int found = 0;
        for (int k = 0; k < request.keys(); k++) {
            if (request.peek(k).exists()) {
                found++;
            }
        }
        reply.integer(found);
    }
}
