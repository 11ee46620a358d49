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
import dev.mortise.api.Slice;

/**
 * {@code RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]}: gives a key the
 * value that {@code DUMP} has answered, here or in Redis.
 *
 * <p>The ttl is in milliseconds, 0 for none; with {@code ABSTTL} it is an instant, and one that has passed removes the
 * key.
 */
final class RestoreCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("RESTORE")
            .args(3, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("keyspace", "dangerous")
            .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.UPDATE))
            .group("generic")
            .since("2.6.0")
            .complexity("O(N) where N is the size of the value")
            .summary("Gives a key a value that DUMP has returned.")
            .arguments(
                    Argument.key("key"),
                    Argument.integer("ttl"),
                    Argument.string("serialized-value"),
                    Argument.keyword("REPLACE").since("3.0.0").optional(),
                    Argument.keyword("ABSTTL").since("5.0.0").optional(),
                    Argument.integer("seconds").after("IDLETIME").since("5.0.0").optional(),
                    Argument.integer("frequency").after("FREQ").since("5.0.0").optional())
            .history("3.0.0", "Takes `REPLACE`.")
            .history("5.0.0", "Takes `ABSTTL`.")
            .history("5.0.0", "Takes `IDLETIME` and `FREQ`.")
            .build();

    private static final int MOST_FREQUENCY = 255;
    private static final ServerError BUSY = ServerError.of("BUSYKEY", "Target key name already exists.");
    private static final ServerError BAD_TTL = ServerError.err("Invalid TTL value, must be >= 0");
    private static final ServerError BAD_IDLE_TIME = ServerError.err("Invalid IDLETIME value, must be >= 0");
    private static final ServerError BAD_FREQUENCY = ServerError.err("Invalid FREQ value, must be >= 0 and <= 255");

    /** What follows the value. */
    private static final class Options {
        private boolean replace;
        private boolean absolute;
        private long idleSeconds = -1;
        private long frequency = -1;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Options options = options(request);
        Entry entry = request.entry(0);
        if (!options.replace && entry.exists()) {
            throw BUSY;
        }
        long ttl = request.arg(1).asLong();
        if (ttl < 0) {
            throw BAD_TTL;
        }
        long expireAtMillis = expiry(ttl, options.absolute, request.nowMillis());
        request.server().snapshots().restore(request.arg(2), entry, expireAtMillis, options.idleSeconds, (int)
                options.frequency);
        reply.ok();
    }

    private static long expiry(long ttl, boolean absolute, long nowMillis) {
        if (ttl == 0) {
            return Entry.NEVER;
        }
        return absolute ? ttl : Math.min(Entry.NEVER - 1 - nowMillis, ttl) + nowMillis;
    }

    private static Options options(Request request) {
        Options options = new Options();
        for (int i = 3; i < request.size(); i++) {
            Slice option = request.arg(i);
            boolean more = i + 1 < request.size();
            if (option.is("REPLACE")) {
                options.replace = true;
            } else if (option.is("ABSTTL")) {
                options.absolute = true;
            } else if (option.is("IDLETIME") && more && options.frequency == -1) {
                options.idleSeconds = request.arg(++i).asLong();
                if (options.idleSeconds < 0) {
                    throw BAD_IDLE_TIME;
                }
            } else if (option.is("FREQ") && more && options.idleSeconds == -1) {
                options.frequency = request.arg(++i).asLong();
                if (options.frequency < 0 || options.frequency > MOST_FREQUENCY) {
                    throw BAD_FREQUENCY;
                }
            } else {
                throw ServerError.syntax();
            }
        }
        return options;
    }
}
