package dev.mortise.hashes;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code HSETNX key field value}.
 *
 * <p>Gives a field a value only if it is not there yet. Replies 1 if so, otherwise 0.
 */
final class HsetnxCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HSETNX")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
            .event("hset")
            .group("hash")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Gives a field of a hash a value only if the field is not there.")
            .arguments(Argument.key("key"), Argument.string("field"), Argument.string("value"))
            .build();

    private final HashType type;

    HsetnxCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        HashValue hash = entry.getOrCreate(type);
        if (hash.find(request.arg(1))) {
            reply.integer(0);
            return;
        }
        hash.put(request.arg(1), request.arg(2));
        entry.changed();
        reply.integer(1);
    }
}
