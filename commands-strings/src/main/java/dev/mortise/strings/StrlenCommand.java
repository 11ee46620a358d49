package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/** {@code STRLEN key}: how many bytes the string has, 0 if there is none. */
final class StrlenCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("STRLEN")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("string")
            .since("2.2.0")
            .complexity("O(1)")
            .summary("Returns the length of the string value of a key in bytes.")
            .arguments(Argument.key("key"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Slice value = request.entry(0).get(Types.STRING);
        reply.integer(value == null ? 0 : value.length());
    }
}
