package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/** {@code PERSIST key}: removes the expiry of a key and replies 1, or 0 if there is no such key or it has none. */
final class PersistCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("PERSIST")
            .args(1)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("keyspace")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
            .group("generic")
            .since("2.2.0")
            .complexity("O(1)")
            .summary("Removes the expiry of a key.")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        // A missing entry has no expiry either.
        if (entry.expireAtMillis() == Entry.NEVER) {
            reply.integer(0);
        } else {
            entry.expireAtMillis(Entry.NEVER);
            reply.integer(1);
        }
    }
}
