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

/**
 * {@code TTL key} and {@code PTTL key}, the time that is left, and {@code EXPIRETIME key} and {@code PEXPIRETIME key},
 * the instant it is over.
 *
 * <p>Reply -2 if there is no such key and -1 if it has no expiry. Seconds are rounded half up, so that a key given
 * {@code EXPIRE key 10} still answers 10 a moment later, and one with less than half a second left answers 0.
 */
final class TtlCommand implements Command {

    static final CommandSpec TTL = spec("TTL", "1.0.0")
            .summary("Returns how many seconds a key lives on.")
            .history("2.8.0", "Replies -2 if there is no such key.")
            .tips("nondeterministic_output")
            .build();

    static final CommandSpec PTTL = spec("PTTL", "2.6.0")
            .summary("Returns how many milliseconds a key lives on.")
            .history("2.8.0", "Replies -2 if there is no such key.")
            .tips("nondeterministic_output")
            .build();

    static final CommandSpec EXPIRETIME = spec("EXPIRETIME", "7.0.0")
            .summary("Returns the second, counted from 1970, at which a key ends.")
            .build();

    static final CommandSpec PEXPIRETIME = spec("PEXPIRETIME", "7.0.0")
            .summary("Returns the millisecond, counted from 1970, at which a key ends.")
            .build();

    private static final long NO_KEY = -2;
    private static final long NO_EXPIRY = -1;

    private final long unitMillis;
    private final boolean fromNow;

    private TtlCommand(long unitMillis, boolean fromNow) {
        this.unitMillis = unitMillis;
        this.fromNow = fromNow;
    }

    static TtlCommand secondsLeft() {
        return new TtlCommand(1000, true);
    }

    static TtlCommand millisLeft() {
        return new TtlCommand(1, true);
    }

    static TtlCommand endSecond() {
        return new TtlCommand(1000, false);
    }

    static TtlCommand endMilli() {
        return new TtlCommand(1, false);
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.peek(0);
        if (!entry.exists()) {
            reply.integer(NO_KEY);
            return;
        }
        long expireAtMillis = entry.expireAtMillis();
        if (expireAtMillis == Entry.NEVER) {
            reply.integer(NO_EXPIRY);
            return;
        }
        long millis = fromNow ? Math.max(0, expireAtMillis - request.nowMillis()) : expireAtMillis;
        // Unsigned, because half a second more than the last instant does not fit into 63 bits.
        reply.integer(Long.divideUnsigned(millis + unitMillis / 2, unitMillis));
    }

    private static CommandSpec.Builder spec(String name, String since) {
        return CommandSpec.named(name)
                .args(1)
                .flags(Flag.READONLY, Flag.FAST)
                .acl("keyspace")
                .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                .group("generic")
                .since(since)
                .complexity("O(1)")
                .arguments(Argument.key("key"));
    }
}
