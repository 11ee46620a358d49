package dev.mortise.hashes;

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

/**
 * {@code HINCRBYFLOAT key field increment}.
 *
 * <p>Adds to the number that the value of a field spells, 0 if there is none, and replies the sum, which is stored as
 * the text that is replied. A sum that is infinite is refused, and the value stays as it was. The journal gets the sum
 * as an {@code HSET}: who reads it need not compute as this machine does.
 */
final class HincrbyfloatCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HINCRBYFLOAT")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .group("hash")
            .since("2.6.0")
            .complexity("O(1)")
            .summary("Adds to the floating-point number that a field of a hash holds.")
            .arguments(Argument.key("key"), Argument.string("field"), Argument.number("increment"))
            .build();

    private static final ServerError INFINITE_INCREMENT = ServerError.err("value is NaN or Infinity");
    private static final ServerError NOT_A_FLOAT = ServerError.err("hash value is not a float");
    private static final ServerError NOT_FINITE = ServerError.err("increment would produce NaN or Infinity");
    private static final Slice HSET = Slice.of("HSET");

    private final HashType type;

    HincrbyfloatCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        LongDouble increment = request.arg(2).asLongDouble();
        if (!increment.isFinite()) {
            throw INFINITE_INCREMENT;
        }
        Entry entry = request.entry(0);
        HashValue hash = entry.getOrCreate(type);
        Slice field = request.arg(1);
        LongDouble value = hash.find(field) ? number(hash.found().value()) : LongDouble.ZERO;
        LongDouble sum = value.plus(increment);
        if (!sum.isFinite()) {
            throw NOT_FINITE;
        }
        Slice text = Slice.of(sum.toString());
        hash.put(field, text);
        entry.changed();
        request.journal(HSET, request.key(0), field, text);
        reply.bulk(text);
    }

    private static LongDouble number(Slice text) {
        try {
            return text.asLongDouble();
        } catch (ServerError e) {
            throw NOT_A_FLOAT;
        }
    }
}
