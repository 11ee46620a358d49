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
 * {@code HGET key field}.
 *
 * <p>Replies the value, or nil if there is no such field or no such key. The bytes go from where they lie into the
 * reply, and nothing is allocated.
 */
final class HgetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HGET")
            .args(2)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Returns the value of a field of a hash.")
            .arguments(Argument.key("key"), Argument.string("field"))
            .build();

    private final HashType type;

    HgetCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        if (hash != null && hash.find(request.arg(1))) {
            hash.found().replyValue(reply);
        } else {
            reply.nil();
        }
    }
}
