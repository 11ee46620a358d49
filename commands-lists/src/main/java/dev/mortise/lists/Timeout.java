package dev.mortise.lists;

import dev.mortise.api.LongDouble;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.math.BigInteger;

/**
 * How long a client is to wait: seconds with a fraction, 0 for ever.
 *
 * <p>They become whole milliseconds, rounded up, of at most 64 bits: 9223372036854775.807 seconds, 292 million years.
 * What is more is negative by the time redis-server looks at it, and is called so. To find the same end, they are
 * computed as Redis does; a {@code double} has no fractions any more where it lies.
 */
final class Timeout {

    private static final ServerError NOT_A_FLOAT = ServerError.err("timeout is not a float or out of range");
    private static final ServerError NEGATIVE = ServerError.err("timeout is negative");
    private static final LongDouble MILLIS = Slice.of("1000").asLongDouble();

    private Timeout() {}

    /** {@return when the time is over, in milliseconds since 1970, or {@link Long#MAX_VALUE} for never} */
    static long untilMillis(Slice seconds, long nowMillis) {
        long millis = millis(seconds);
        return millis == 0 || millis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + millis;
    }

    private static long millis(Slice seconds) {
        LongDouble product = number(seconds).times(MILLIS);
        if (!product.isFinite()) {
            throw NEGATIVE;
        }
        BigInteger millis = product.ceiling();
        if (millis.signum() < 0 || millis.bitLength() >= Long.SIZE) {
            throw NEGATIVE;
        }
        return millis.longValue();
    }

    private static LongDouble number(Slice seconds) {
        try {
            return seconds.asLongDouble();
        } catch (ServerError notAFloat) {
            throw NOT_A_FLOAT;
        }
    }
}
