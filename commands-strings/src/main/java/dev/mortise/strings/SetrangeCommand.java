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
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code SETRANGE key offset value}.
 *
 * <p>Writes bytes over those of a string from an offset on, and replies how long it is now. A string that ends before
 * the offset is filled up with zero bytes; a missing key is an empty string. The expiry stays. Writing nothing changes
 * nothing: no key is created, and no string made longer.
 */
final class SetrangeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SETRANGE")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
            .group("string")
            .since("2.2.0")
            .complexity(
                    "O(N) where N is the number of bytes written, and of those between the end of the string and the"
                            + " offset")
            .summary("Overwrites a part of the string value of a key.")
            .arguments(Argument.key("key"), Argument.integer("offset"), Argument.string("value"))
            .build();

    private static final ServerError NEGATIVE = ServerError.err("offset is out of range");

    @Override
    public void execute(Request request, Reply reply) {
        long offset = request.arg(1).asLong();
        if (offset < 0) {
            throw NEGATIVE;
        }
        Entry entry = request.entry(0);
        Slice value = entry.get(Types.STRING);
        int length = value == null ? 0 : value.length();
        Slice bytes = request.arg(2);
        if (bytes.isEmpty()) {
            reply.integer(length);
            return;
        }
        StringLength.require(request, offset, bytes.length());
        entry.write((int) offset, bytes);
        reply.integer(Math.max(length, offset + bytes.length()));
    }
}
