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
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code APPEND key value}.
 *
 * <p>Writes bytes at the end of a string, which keeps its expiry, and replies how long it is now. A missing key is
 * created, even by nothing.
 */
final class AppendCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("APPEND")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
            .group("string")
            .since("2.0.0")
            .complexity("O(N) where N is the number of bytes appended, amortized: a string that grows is given room to"
                    + " grow on")
            .summary("Appends to the string value of a key.")
            .arguments(Argument.key("key"), Argument.string("value"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        Slice tail = request.arg(1);
        Slice head = entry.get(Types.STRING);
        if (head == null) {
            entry.set(Types.STRING, tail, Entry.NEVER);
            reply.integer(tail.length());
            return;
        }
        int end = head.length();
        StringLength.require(request, end, tail.length());
        entry.write(end, tail);
        reply.integer(end + tail.length());
    }
}
