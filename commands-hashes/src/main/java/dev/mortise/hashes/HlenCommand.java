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
 * {@code HLEN key}: how many fields there are, 0 if there is no such key.
 */
final class HlenCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HLEN")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Returns the number of fields of a hash.")
            .arguments(Argument.key("key"))
            .build();

    private final HashType type;

    HlenCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        reply.integer(hash == null ? 0 : hash.size());
    }
}
