package dev.mortise.hashes;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ScanCursor;
import dev.mortise.api.ScanOptions;

/**
 * {@code HSCAN key cursor [MATCH pattern] [COUNT count]}: some fields with their values, and the cursor to go on from.
 *
 * <p>A client begins with cursor 0 and ends when it is answered 0. A field that is there all the while is replied
 * exactly once, which is more than Redis promises. {@code COUNT} is about how many fields are looked at; a hash in the
 * compact form is replied as a whole.
 */
final class HscanCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HSCAN")
            .args(2, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("hash")
            .since("2.8.0")
            .complexity(
                    "O(COUNT) for a call, O(N) for all calls until the cursor is 0, where N is the number of fields")
            .summary("Returns some fields of a hash with their values, and where to go on from.")
            .tips("nondeterministic_output")
            .arguments(
                    Argument.key("key"),
                    Argument.integer("cursor"),
                    Argument.pattern("pattern").after("MATCH").optional(),
                    Argument.integer("count").after("COUNT").optional())
            .build();

    private final HashType type;

    HscanCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long cursor = ScanCursor.parse(request.arg(1));
        HashValue hash = request.entry(0).get(type);
        if (hash == null) {
            // As in Redis, nobody looks at the options then.
            reply.array(2);
            reply.bulk("0");
            reply.array(0);
            return;
        }
        ScanOptions options = ScanOptions.parse(request, 2);

        // The next cursor is replied first and known last: a walk that does nothing finds it, and costs little.
        long next = hash.isCompact() ? 0 : hash.scan(cursor, options.count(), (_, _) -> {});
        reply.array(2);
        reply.bulk(Long.toString(next));
        int mark = reply.openArray();
        hash.scan(cursor, options.count(), (field, value) -> {
            if (options.accept(field)) {
                reply.bulk(field);
                reply.bulk(value);
            }
        });
        reply.closeArray(mark);
    }
}
