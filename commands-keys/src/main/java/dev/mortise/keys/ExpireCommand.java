package dev.mortise.keys;

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
import java.util.Locale;

/**
 * {@code EXPIRE key seconds}, {@code PEXPIRE key milliseconds}, {@code EXPIREAT key second} and
 * {@code PEXPIREAT key millisecond}, each with {@code [NX | XX | GT | LT]}.
 *
 * <p>Says when a key ends and replies 1, or 0 if there is no such key or the condition does not hold. A time that is
 * not in the future removes the key at once, which is a 1 as well. Errors are found in the order options, number,
 * range, and before the key is looked at.
 */
final class ExpireCommand implements Command {

    static final CommandSpec EXPIRE = spec("EXPIRE", "1.0.0", Argument.integer("seconds"))
            .summary("Sets how many seconds a key lives on.")
            .build();

    static final CommandSpec PEXPIRE = spec("PEXPIRE", "2.6.0", Argument.integer("milliseconds"))
            .summary("Sets how many milliseconds a key lives on.")
            .build();

    static final CommandSpec EXPIREAT = spec("EXPIREAT", "1.2.0", Argument.unixTime("unix-time-seconds"))
            .summary("Sets the second, counted from 1970, at which a key ends.")
            .build();

    static final CommandSpec PEXPIREAT = spec("PEXPIREAT", "2.6.0", Argument.unixTime("unix-time-milliseconds"))
            .summary("Sets the millisecond, counted from 1970, at which a key ends.")
            .build();

    /** {@link Entry#NEVER} is the one instant that cannot be meant, so the last one is a millisecond earlier. */
    private static final long LAST = Entry.NEVER - 1;

    private final long unitMillis;
    private final boolean fromNow;
    private final ServerError outOfRange;

    private ExpireCommand(CommandSpec spec, long unitMillis, boolean fromNow) {
        this.unitMillis = unitMillis;
        this.fromNow = fromNow;
        outOfRange = ServerError.err("invalid expire time in '" + spec.name().toLowerCase(Locale.ROOT) + "' command");
    }

    static ExpireCommand afterSeconds() {
        return new ExpireCommand(EXPIRE, 1000, true);
    }

    static ExpireCommand afterMillis() {
        return new ExpireCommand(PEXPIRE, 1, true);
    }

    static ExpireCommand atSecond() {
        return new ExpireCommand(EXPIREAT, 1000, false);
    }

    static ExpireCommand atMilli() {
        return new ExpireCommand(PEXPIREAT, 1, false);
    }

    @Override
    public void execute(Request request, Reply reply) {
        int condition = ExpireCondition.parse(request, 2);
        long instant = instant(request.arg(1).asLong(), fromNow ? request.nowMillis() : 0);
        Entry entry = request.entry(0);
        if (entry.exists() && ExpireCondition.allows(condition, entry.expireAtMillis(), instant)) {
            entry.expireAtMillis(instant);
            reply.integer(1);
        } else {
            reply.integer(0);
        }
    }

    private long instant(long amount, long sinceMillis) {
        if (amount > Long.MAX_VALUE / unitMillis || amount < Long.MIN_VALUE / unitMillis) {
            throw outOfRange;
        }
        long millis = amount * unitMillis;
        if (millis > Long.MAX_VALUE - sinceMillis) {
            throw outOfRange;
        }
        return Math.min(millis + sinceMillis, LAST);
    }

    private static CommandSpec.Builder spec(String name, String since, Argument time) {
        return CommandSpec.named(name)
                .args(2, CommandSpec.MANY)
                .flags(Flag.WRITE, Flag.FAST)
                .acl("keyspace")
                .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
                .journalsOutcome()
                .group("generic")
                .since(since)
                .complexity("O(1)")
                .history("7.0.0", "The options `NX`, `XX`, `GT` and `LT`.")
                .arguments(
                        Argument.key("key"),
                        time,
                        Argument.oneOf(
                                        "condition",
                                        Argument.keyword("NX"),
                                        Argument.keyword("XX"),
                                        Argument.keyword("GT"),
                                        Argument.keyword("LT"))
                                .optional()
                                .since("7.0.0"));
    }
}
