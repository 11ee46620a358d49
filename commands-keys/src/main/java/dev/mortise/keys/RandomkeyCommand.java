package dev.mortise.keys;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code RANDOMKEY}: the name of some key of the database, or nil if it is empty. */
final class RandomkeyCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RANDOMKEY")
            .args(0)
            .flags(Flag.READONLY)
            .acl("keyspace")
            .group("generic")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the name of a key picked at random.")
            .tips("request_policy:all_shards", "nondeterministic_output")
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        byte[] key = request.keyspace().randomKey(request.session().database());
        if (key == null) {
            reply.nil();
        } else {
            reply.bulk(key);
        }
    }
}
