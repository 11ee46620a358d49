package dev.mortise.lists;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/** How long a client is to wait: seconds with a fraction, 0 for ever. */
final class Timeout {

    private static final ServerError NOT_A_FLOAT = ServerError.err("timeout is not a float or out of range");
    private static final ServerError NEGATIVE = ServerError.err("timeout is negative");
    private static final long MILLIS = 1000;

    private Timeout() {}

    /** {@return when the time is over, in milliseconds since 1970, or {@link Long#MAX_VALUE} for never} */
    static long untilMillis(Slice seconds, long nowMillis) {
        long millis = millis(seconds);
        // What does not fit into 64 bits has become negative by the time redis-server looks at it.
        if (millis < 0 || millis == Long.MAX_VALUE) {
            throw NEGATIVE;
        }
        return millis == 0 || millis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + millis;
    }

    /** {@return the milliseconds, rounded up; {@link Long#MAX_VALUE} for more} */
    private static long millis(Slice seconds) {
        if (seconds.isLong()) {
            // Without fractions, which a double no longer has at the end of the range.
            long whole = seconds.asLong();
            return whole > Long.MAX_VALUE / MILLIS ? Long.MAX_VALUE : Math.max(whole, -1) * MILLIS;
        }
        return (long) Math.ceil(number(seconds) * MILLIS);
    }

    private static double number(Slice seconds) {
        try {
            return seconds.asDouble();
        } catch (ServerError notAFloat) {
            throw NOT_A_FLOAT;
        }
    }
}
