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
 * {@code DEL key [key ...]} and {@code UNLINK key [key ...]}.
 *
 * <p>Remove keys and reply how many there were. In Redis {@code UNLINK} leaves the freeing of large values to another
 * thread. Here the memory of a string is marked as unused, and any other value is left to the garbage collector:
 * neither depends on how many elements there are, so {@code DEL} has nothing to wait for, and the two are the same.
 */
final class DelCommand implements Command {

    static final CommandSpec DEL = spec("DEL", "1.0.0", "Deletes keys.").build();

    static final CommandSpec UNLINK = spec(
                    "UNLINK", "4.0.0", "Deletes keys without waiting for their memory to be freed.")
            .flags(Flag.FAST)
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

    private static CommandSpec.Builder spec(String name, String since, String summary) {
        return CommandSpec.named(name)
                .args(1, CommandSpec.MANY)
                .flags(Flag.WRITE)
                .acl("keyspace")
                .keys(KeySpec.range(0, -1, 1, KeyFlag.RM, KeyFlag.DELETE))
                .group("generic")
                .since(since)
                .complexity("O(N) where N is the number of keys")
                .summary(summary)
                .tips("request_policy:multi_shard", "response_policy:agg_sum")
                .arguments(Argument.key("key").many());
    }
}
