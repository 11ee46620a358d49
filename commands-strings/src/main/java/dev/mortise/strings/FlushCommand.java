package dev.mortise.strings;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code FLUSH}: removes every key of the client's database and replies how many there were.
 *
 * <p>Not a command of Redis, whose {@code FLUSHDB} replies {@code OK} instead: the small servers that Mortise grew from
 * have it, and their clients find it here. The whole keyspace is locked, so that the count is that of one instant.
 */
final class FlushCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("FLUSH")
            .args(0)
            .flags(Flag.WRITE)
            .acl("keyspace", "dangerous")
            .keys(KeySpec.all(KeyFlag.RM, KeyFlag.DELETE))
            .group("server")
            .since("0.1.0")
            .complexity("O(N) where N is the number of keys in the database")
            .summary("Deletes every key of the selected database and returns how many there were.")
            .tips("request_policy:all_shards", "response_policy:agg_sum")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(request.keyspace().clear(request.session().database()));
    }
}
