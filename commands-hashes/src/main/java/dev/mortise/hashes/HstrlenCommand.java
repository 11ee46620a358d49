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
 * {@code HSTRLEN key field}: how many bytes the value has, 0 if there is no such field.
 */
final class HstrlenCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HSTRLEN")
            .args(2)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("hash")
            .since("3.2.0")
            .complexity("O(1)")
            .summary("Returns the length of the value of a field of a hash.")
            .arguments(Argument.key("key"), Argument.string("field"))
            .build();

    private final HashType type;

    HstrlenCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        reply.integer(hash != null && hash.find(request.arg(1)) ? hash.found().valueLength() : 0);
    }
}
