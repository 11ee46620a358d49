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

/** {@code GETDEL key}: replies the string like {@code GET} and removes the key. A key of another type stays. */
final class GetdelCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("GETDEL")
            .args(1)
            .flags(Flag.WRITE, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
            .journalsOutcome()
            .group("string")
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Returns the string value of a key and deletes the key.")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.lookUp(0);
        GetCommand.answer(entry, reply);
        entry.remove();
    }
}
