package dev.mortise.keys;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * {@code WAIT numreplicas timeout}: waits until so many replicas have what this client has written, and replies how
 * many have.
 *
 * <p>There are no replicas yet, so the answer is 0: at once if none was asked for, and otherwise when the timeout, in
 * milliseconds, is over; never if that is 0.
 */
final class WaitCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("WAIT")
            .args(2)
            .flags(Flag.NOSCRIPT)
            .acl("connection")
            .group("generic")
            .since("3.0.0")
            .complexity("O(1)")
            .summary("Waits until replicas have what this client has written.")
            .tips("request_policy:all_shards", "response_policy:agg_min")
            .arguments(Argument.integer("numreplicas"), Argument.integer("timeout"))
            .build();

    private static final ServerError NOT_A_TIMEOUT = ServerError.err("timeout is not an integer or out of range");
    private static final ServerError NEGATIVE = ServerError.err("timeout is negative");

    @Override
    public void execute(Request request, Reply reply) {
        long replicas = request.arg(0).asLong();
        long timeoutMillis = timeoutMillis(request.arg(1));
        if (replicas <= 0 || request.timedOut()) {
            reply.integer(0);
        } else {
            request.block(timeoutMillis == 0 ? Long.MAX_VALUE : later(request.nowMillis(), timeoutMillis));
        }
    }

    private static long timeoutMillis(Slice word) {
        if (!word.isLong()) {
            throw NOT_A_TIMEOUT;
        }
        if (word.asLong() < 0) {
            throw NEGATIVE;
        }
        return word.asLong();
    }

    private static long later(long nowMillis, long millis) {
        return millis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + millis;
    }
}
