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

/**
 * {@code GETSET key value}: what {@code SET key value GET} does, under its old name. The expiry goes with the old
 * value.
 */
final class GetsetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GETSET")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .event("set")
            .group("string")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Sets the string value of a key and returns the one before.")
            .deprecated("6.2.0", "`SET` with the `!GET` argument")
            .arguments(Argument.key("key"), Argument.string("value"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.lookUp(0);
        GetCommand.answer(entry, reply);
        entry.set(Types.STRING, request.arg(1), Entry.NEVER);
    }
}
