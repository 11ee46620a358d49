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
 * {@code DELETE key [key ...]}: removes keys of any type and replies how many there were.
 *
 * <p>Not a command of Redis, whose word for it is {@code DEL}: the small servers that Mortise grew from have it, and
 * their clients find it here.
 */
final class DeleteCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DELETE")
            .args(1, CommandSpec.MANY)
            .flags(Flag.WRITE)
            .acl("keyspace")
            .keys(KeySpec.range(0, -1, 1, KeyFlag.RM, KeyFlag.DELETE))
            .group("generic")
            .since("0.1.0")
            .complexity("O(N) where N is the number of keys")
            .summary("Deletes keys and returns how many there were.")
            .tips("request_policy:multi_shard", "response_policy:agg_sum")
            .arguments(Argument.key("key").many())
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        int removed = 0;
        for (int k = 0; k < request.keys(); k++) {
            if (request.entry(k).remove()) {
                removed++;
            }
        }
        reply.integer(removed);
    }
}
