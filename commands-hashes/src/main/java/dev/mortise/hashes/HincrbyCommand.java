package dev.mortise.hashes;

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

/**
 * {@code HINCRBY key field increment}.
 *
 * <p>Adds to the whole number that the value of a field spells, 0 if there is none, and replies the sum. Numbers have
 * 64 bits with sign; what would leave that range is refused and the value stays as it was.
 */
final class HincrbyCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HINCRBY")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .acl("hash")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .group("hash")
            .since("2.0.0")
            .complexity("O(1)")
            .summary("Adds to the number that a field of a hash holds.")
            .arguments(Argument.key("key"), Argument.string("field"), Argument.integer("increment"))
            .build();

    private static final ServerError NOT_AN_INTEGER = ServerError.err("hash value is not an integer");
    private static final ServerError OVERFLOW = ServerError.err("increment or decrement would overflow");

    private final HashType type;

    HincrbyCommand(HashType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long increment = request.arg(2).asLong();
        Entry entry = request.entry(0);
        HashValue hash = entry.getOrCreate(type);
        long value = hash.find(request.arg(1)) ? number(hash.found().value()) : 0;
        long sum = value + increment;

        // A sum overflows exactly if its sign differs from that of both numbers.
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw OVERFLOW;
        }
        hash.put(request.arg(1), Slice.of(Long.toString(sum)));
        entry.changed();
        reply.integer(sum);
    }

    private static long number(Slice digits) {
        if (!digits.isLong()) {
            throw NOT_AN_INTEGER;
        }
        return digits.asLong();
    }
}
