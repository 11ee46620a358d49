package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Glob;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code KEYS pattern}: the names of all keys of the database that match a glob-style pattern, in no particular order.
 *
 * <p><b>What it promises.</b> Every key that is there from beginning to end is replied exactly once; one that comes or
 * goes meanwhile may be replied or not. The keyspace is walked in steps of {@value #STEP} keys, and a shard is locked
 * for no longer than a step, so that clients of other event loops hardly notice, however many keys there are. Clients
 * of the same event loop wait, as all clients of Redis do.
 *
 * <p><b>What it does not.</b> In Redis {@code KEYS} is one instant. Declaring the whole keyspace would give that here
 * too ({@link dev.mortise.api.KeySpec#all}), at the price of stopping every client for the length of the walk, for a
 * command that operators type and no program should. Where the promise differs: a key that is renamed while the walk
 * goes on may be seen under both names or neither.
 */
final class KeysCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("KEYS")
            .args(1)
            .flags(Flag.READONLY)
            .acl("keyspace", "dangerous")
            .group("generic")
            .since("1.0.0")
            .complexity("O(N) where N is the number of keys in the database")
            .summary("Returns the names of all keys that match a pattern.")
            .tips("request_policy:all_shards", "nondeterministic_output_order")
            .arguments(Argument.pattern("pattern"))
            .build();

    /** About how many keys are visited under one lock: enough to make the locking cheap, few enough to wait for. */
    static final int STEP = 256;

    @Override
    public void execute(Request request, Reply reply) {
        Glob pattern = Glob.of(request.arg(0));
        boolean all = pattern.matchesAll();
        Keyspace keyspace = request.keyspace();
        int database = request.session().database();

        int mark = reply.openArray();
        long cursor = 0;
        do {
            cursor = keyspace.scan(database, cursor, STEP, (key, _) -> {
                if (all || pattern.matches(key)) {
                    reply.bulk(key);
                }
            });
        } while (cursor != 0);
        reply.closeArray(mark);
    }
}
