package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ScanCursor;
import dev.mortise.api.ScanOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]}: the names of some keys, and the cursor to go on from.
 *
 * <p>A client begins with cursor 0 and ends when it is answered 0. A key that is there all the while is replied exactly
 * once, which is more than Redis promises; one that comes or goes meanwhile may be replied or not. {@code COUNT} is
 * about how many keys are looked at, so that fewer are replied, or none at all, where a pattern or type sorts them out.
 */
final class ScanCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SCAN")
            .args(1, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .acl("keyspace")
            .group("generic")
            .since("2.8.0")
            .complexity("O(COUNT) for a call, O(N) for all calls until the cursor is 0, where N is the number of keys")
            .summary("Returns the names of some keys, and where to go on from.")
            .history("6.0.0", "The option `TYPE`.")
            .tips("nondeterministic_output", "request_policy:special")
            .arguments(
                    Argument.integer("cursor"),
                    Argument.pattern("pattern").after("MATCH").optional(),
                    Argument.integer("count").after("COUNT").optional(),
                    Argument.string("type").after("TYPE").optional().since("6.0.0"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        long cursor = ScanCursor.parse(request.arg(0));
        ScanType type = new ScanType();
        ScanOptions options = ScanOptions.parse(request, 1, type::take);
        Keyspace keyspace = request.keyspace();
        int database = request.session().database();

        // The next cursor is replied before the keys and known after them, so they are kept meanwhile.
        List<byte[]> keys = new ArrayList<>();
        long left = options.count();
        do {
            // A large count is served in steps, so that no shard is locked for long.
            int step = (int) Math.min(left, KeysCommand.STEP);
            cursor = keyspace.scan(database, cursor, step, (key, entry) -> {
                if (options.accept(key) && type.accept(entry)) {
                    keys.add(key.toBytes());
                }
            });
            left -= step;
        } while (cursor != 0 && left > 0);

        reply.array(2);
        reply.bulk(Long.toString(cursor));
        reply.array(keys.size());
        for (byte[] key : keys) {
            reply.bulk(key);
        }
    }
}
