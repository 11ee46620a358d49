package acme.limit;

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
import java.util.concurrent.TimeUnit;

/**
 * {@code LIMIT.TAKE key burst rate}: takes a token from a bucket that holds {@code burst} of them and gets {@code rate}
 * a second.
 *
 * <p>Replies 0 if there was one, or in how many milliseconds there will be one. The key holds the instant at which the
 * bucket is full, in microseconds since 1970, and ends then: a bucket that nobody uses takes no memory.
 */
final class TakeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LIMIT.TAKE")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
            .summary("Takes a token, or tells when there will be one.")
            .since("1.0.0")
            .complexity("O(1)")
            // The journal gets the key as it is afterwards: who reads that need not know this command.
            .journalsOutcome()
            .arguments(Argument.key("key"), Argument.integer("burst"), Argument.number("rate"))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Gcra bucket = bucket(request.arg(1).asLong(), request.arg(2).asDouble());
        Entry entry = request.entry(0);
        Slice stored = entry.get(Types.STRING);
        long now = TimeUnit.MILLISECONDS.toMicros(request.nowMillis());
        long fullAt = stored == null ? now : stored.asLong();

        // The key is locked from before this method until after it: nobody takes the same token twice.
        long wait = bucket.waitMicros(fullAt, now);
        if (wait > 0) {
            reply.integer(millisRoundedUp(wait));
            return;
        }
        long fullLater = bucket.fullAfterTaking(fullAt, now);
        entry.setInteger(fullLater);
        entry.expireAtMillis(millisRoundedUp(fullLater));
        reply.integer(0);
    }

    private static Gcra bucket(long burst, double perSecond) {
        try {
            return Gcra.of(burst, perSecond);
        } catch (IllegalArgumentException e) {
            throw ServerError.err(e.getMessage());
        }
    }

    private static long millisRoundedUp(long micros) {
        return Math.ceilDiv(micros, TimeUnit.MILLISECONDS.toMicros(1));
    }
}
