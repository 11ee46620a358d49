package dev.mortise.hashes;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code HGETALL key}, {@code HKEYS key} and {@code HVALS key}: all fields with their values, or only the ones or the
 * others.
 *
 * <p>Of a hash in the compact form in the order in which the fields came. A missing key has none.
 */
final class HgetallCommand implements Command {

    static final CommandSpec HGETALL = spec("HGETALL", "Returns all fields of a hash and their values.");
    static final CommandSpec HKEYS = spec("HKEYS", "Returns all fields of a hash.");
    static final CommandSpec HVALS = spec("HVALS", "Returns the values of all fields of a hash.");

    private final HashType type;
    private final boolean fields;
    private final boolean values;

    private HgetallCommand(HashType type, boolean fields, boolean values) {
        this.type = type;
        this.fields = fields;
        this.values = values;
    }

    static HgetallCommand hgetall(HashType type) {
        return new HgetallCommand(type, true, true);
    }

    static HgetallCommand hkeys(HashType type) {
        return new HgetallCommand(type, true, false);
    }

    static HgetallCommand hvals(HashType type) {
        return new HgetallCommand(type, false, true);
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        int size = hash == null ? 0 : hash.size();
        if (fields && values) {
            reply.map(size);
        } else {
            reply.array(size);
        }
        if (hash == null) {
            return;
        }
        hash.begin();
        FieldPlace each = hash.found();
        while (hash.next()) {
            if (fields) {
                each.replyField(reply);
            }
            if (values) {
                each.replyValue(reply);
            }
        }
    }

    private static CommandSpec spec(String name, String summary) {
        return CommandSpec.named(name)
                .args(1)
                .flags(Flag.READONLY)
                .acl("hash")
                .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                .group("hash")
                .since("2.0.0")
                .complexity("O(N) where N is the number of fields")
                .summary(summary)
                .tips("nondeterministic_output_order")
                .arguments(Argument.key("key"))
                .build();
    }
}
