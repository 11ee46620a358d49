package dev.mortise.strings;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.LongDouble;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;

/**
 * {@code INCRBYFLOAT key increment}.
 *
 * <p>Adds to the number that the string spells, 0 if there is none, and replies the sum, which is stored as the text
 * that is replied. The expiry stays. An infinity can be written, but it is no sum: one that is infinite is refused, and
 * the string stays as it was.
 */
final class IncrbyfloatCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("INCRBYFLOAT")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("string")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .journalsOutcome()
            .group("string")
            .since("2.6.0")
            .complexity("O(1)")
            .summary("Adds to the floating-point number that a key holds.")
            .arguments(Argument.key("key"), Argument.number("increment"))
            .build();

    private static final ServerError NOT_FINITE = ServerError.err("increment would produce NaN or Infinity");

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        Slice digits = entry.get(Types.STRING);
        LongDouble value = digits == null ? LongDouble.ZERO : digits.asLongDouble();
        LongDouble sum = value.plus(request.arg(1).asLongDouble());
        if (!sum.isFinite()) {
            throw NOT_FINITE;
        }
        Slice text = Slice.of(sum.toString());
        entry.setText(text);
        reply.bulk(text);
    }
}
