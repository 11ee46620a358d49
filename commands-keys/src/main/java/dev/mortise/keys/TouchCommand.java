package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code TOUCH key [key ...]}: uses keys as reading them would, and replies how many there are; one that is named twice
 * counts twice.
 */
final class TouchCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("TOUCH")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("keyspace")
            .keys(KeySpec.range(0, -1, 1, KeyFlag.RO))
            .group("generic")
            .since("3.2.1")
            .complexity("O(N) where N is the number of keys")
            .summary("Uses keys without reading them, and returns how many there are.")
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .arguments(Argument.key("key").many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        int found = 0;
        for (int k = 0; k < request.keys(); k++) {
            if (request.entry(k).exists()) {
                found++;
            }
        }
        reply.integer(found);
    }
}
