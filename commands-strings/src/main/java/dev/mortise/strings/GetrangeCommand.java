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

/**
 * {@code GETRANGE key start end}, and {@code SUBSTR}, its name of old.
 *
 * <p>Replies the bytes from one index to another, both included; a negative index counts from the end, where the last
 * byte is -1. What lies outside of the string is left out, and a string that is not there has no bytes.
 */
final class GetrangeCommand implements Command {

    static final CommandSpec GETRANGE = spec("GETRANGE").since("2.4.0").build();

    static final CommandSpec SUBSTR =
            spec("SUBSTR").since("1.0.0").deprecated("2.0.0", "`GETRANGE`").build();

    @Override
    public void execute(Request request, Reply reply) {
        long start = request.arg(1).asLong();
        long end = request.arg(2).asLong();
        Slice value = request.entry(0).get(Types.STRING);
        int length = value == null ? 0 : value.length();

        // Two negative indexes in the wrong order: beyond the beginning of a short string both would be moved to 0,
        // which is no empty range.
        boolean reversed = start < 0 && end < 0 && start > end;
        long first = fromStart(start, length);
        long last = Math.min(fromStart(end, length), length - 1L);
        if (value == null || reversed || first > last) {
            reply.bulk(Slice.EMPTY);
        } else {
            reply.bulk(value, (int) first, (int) (last - first + 1));
        }
    }

    private static long fromStart(long index, int length) {
        return index < 0 ? Math.max(0, index + length) : index;
    }

    private static CommandSpec.Builder spec(String name) {
        return CommandSpec.named(name)
                .args(3)
                .flags(Flag.READONLY)
                .acl("string")
                .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                .group("string")
                .complexity("O(N) where N is the number of bytes returned")
                .summary("Returns a part of the string value of a key.")
                .arguments(Argument.key("key"), Argument.integer("start"), Argument.integer("end"));
    }
}
