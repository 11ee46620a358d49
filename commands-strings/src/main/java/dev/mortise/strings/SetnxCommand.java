package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Types;

/** {@code SETNX key value}: like {@code SET} with {@code NX}, but replies 1 if the key was set and 0 if not. */
final class SetnxCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SETNX")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.INSERT))
            .event("set")
            .group("string")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Sets the string value of a key that does not exist yet.")
            .arguments(Argument.key("key"), Argument.string("value"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        if (entry.exists()) {
            reply.integer(0);
        } else {
            entry.set(Types.STRING, request.arg(1), Entry.NEVER);
            reply.integer(1);
        }
    }
}
