package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code DBSIZE}: how many keys the database holds. Counters answer it, so keys whose time is over count until their
 * memory is reclaimed.
 */
final class DbsizeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DBSIZE")
            .args(0)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("keyspace")
            .group("server")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the number of keys in the selected database.")
            .tips("request_policy:all_shards", "response_policy:agg_sum")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        reply.integer(request.keyspace().size(request.session().database()));
    }
}
