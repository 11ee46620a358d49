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
 * {@code HMGET key field [field ...]}.
 *
 * <p>Replies the values in the order of the fields, nil for each that is not there.
 */
final class HmgetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HMGET")
            .args(2, CommandSpec.MANY)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1) for each field, so O(N) where N is the number of fields asked for")
            .summary("Returns the values of fields of a hash.")
            .arguments(Argument.key("key"), Argument.string("field").many())
            .build();

    private final HashType type;

    HmgetCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        HashValue hash = request.entry(0).get(type);
        reply.array(request.size() - 1);
        for (int i = 1; i < request.size(); i++) {
            if (hash != null && hash.find(request.arg(i))) {
                hash.found().replyValue(reply);
            } else {
                reply.nil();
            }
        }
    }
}
