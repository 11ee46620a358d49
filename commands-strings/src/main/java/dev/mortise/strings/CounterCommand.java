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
 * {@code INCR key}, {@code DECR key}, {@code INCRBY key increment} and {@code DECRBY key decrement}.
 *
 * <p>Adds to the whole number that the string spells, 0 if there is none, and replies the sum. The expiry stays.
 * Numbers have 64 bits with sign; what would leave that range is refused and the string stays as it was.
 */
final class CounterCommand implements Command {

    static final CommandSpec INCR = spec("INCR", "Adds one to the number that a key holds.")
            .args(1)
            .arguments(Argument.key("key"))
            .build();

    static final CommandSpec DECR = spec("DECR", "Subtracts one from the number that a key holds.")
            .args(1)
            .arguments(Argument.key("key"))
            .build();

    static final CommandSpec INCRBY = spec("INCRBY", "Adds to the number that a key holds.")
            .args(2)
            .arguments(Argument.key("key"), Argument.integer("increment"))
            .build();

    static final CommandSpec DECRBY = spec("DECRBY", "Subtracts from the number that a key holds.")
            .args(2)
            .arguments(Argument.key("key"), Argument.integer("decrement"))
            .build();

    private static final ServerError OVERFLOW = ServerError.err("increment or decrement would overflow");
    private static final ServerError NEGATION_OVERFLOW = ServerError.err("decrement would overflow");

    private final boolean subtracts;

    private CounterCommand(boolean subtracts) {
        this.subtracts = subtracts;
    }

    static CounterCommand up() {
        return new CounterCommand(false);
    }

    static CounterCommand down() {
        return new CounterCommand(true);
    }

    @Override
    public void execute(Request request, Reply reply) {
        long increment = request.size() == 1 ? 1 : request.arg(1).asLong();
        if (subtracts) {
            // The smallest number has no counterpart, even where the difference itself would fit.
            if (increment == Long.MIN_VALUE) {
                throw NEGATION_OVERFLOW;
            }
            increment = -increment;
        }
        Entry entry = request.entry(0);
        Slice digits = entry.get(Types.STRING);
        long value = digits == null ? 0 : digits.asLong();
        long sum = value + increment;

        // A sum overflows exactly if its sign differs from that of both numbers. Math.addExact would cost a stack
        // trace.
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw OVERFLOW;
        }
        entry.setInteger(sum);
        reply.integer(sum);
    }

    private static CommandSpec.Builder spec(String name, String summary) {
        return CommandSpec.named(name)
                .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
                .acl("string")
                .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
                .event("incrby")
                .group("string")
                .since("1.0.0")
                .complexity("O(1)")
                .summary(summary);
    }
}
