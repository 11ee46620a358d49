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
 * {@code HDEL key field [field ...]}.
 *
 * <p>Removes fields, and the key with the last one. Replies how many were there.
 */
final class HdelCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HDEL")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.DELETE))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1) for each field, so O(N) where N is the number of fields to remove")
            .summary("Removes fields of a hash, and the hash with the last one.")
            .history("2.4.0", "Takes more than one field.")
            .arguments(Argument.key("key"), Argument.string("field").many())
            .build();

    private final HashType type;

    HdelCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        HashValue hash = entry.get(type);
        int removed = 0;
        for (int i = 1; hash != null && i < request.size(); i++) {
            removed += hash.remove(request.arg(i)) ? 1 : 0;
        }
        if (removed > 0) {
            entry.changed(removed);
        }
        reply.integer(removed);
    }
}
