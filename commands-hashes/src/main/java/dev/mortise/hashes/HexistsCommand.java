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
 * {@code HEXISTS key field}: 1 if the hash has the field, otherwise 0.
 */
final class HexistsCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HEXISTS")
            .args(2)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Tells whether a hash has a field.")
            .arguments(Argument.key("key"), Argument.string("field"))
            .build();

    private final HashType type;

    HexistsCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        reply.integer(hash != null && hash.find(request.arg(1)) ? 1 : 0);
    }
}
