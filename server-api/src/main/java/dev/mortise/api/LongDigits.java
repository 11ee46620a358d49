package dev.mortise.api;

/**
 * Reads the one canonical decimal form of a number of 64 bits: no spaces, no plus sign, no leading zeros, no minus
 * zero.
 *
 * <p>Works on the negative side, because that one holds {@link Long#MIN_VALUE} as well. O(digits), no allocation.
 */
final class LongDigits {

    /** Digits of {@link Long#MIN_VALUE} with its sign. */
    private static final int LONGEST = 20;

    private static final long OVERFLOW = 1;

    private LongDigits() {}

    static boolean valid(Slice slice) {
        return fits(slice, negated(slice));
    }

    static long parse(Slice slice) {
        long negated = negated(slice);
        if (!fits(slice, negated)) {
            throw ServerError.notAnInteger();
        }
        return slice.at(0) == '-' ? negated : -negated;
    }

    /** The smallest number has no positive counterpart. */
    private static boolean fits(Slice slice, long negated) {
        return negated != OVERFLOW && (negated != Long.MIN_VALUE || slice.at(0) == '-');
    }

    /** {@return minus the absolute value, or {@link #OVERFLOW} if this is no number of 64 bits} */
    private static long negated(Slice slice) {
        int length = slice.length();
        if (length == 0 || length > LONGEST) {
            return OVERFLOW;
        }
        boolean negative = slice.at(0) == '-';
        int first = negative ? 1 : 0;
        if (first == length) {
            return OVERFLOW;
        }
        if (slice.at(first) == '0') {
            return length == 1 ? 0 : OVERFLOW;
        }
        long value = 0;
        for (int i = first; i < length; i++) {
            int digit = slice.at(i) - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                return OVERFLOW;
            }
            value *= 10;
            if (value < Long.MIN_VALUE + digit) {
                return OVERFLOW;
            }
            value -= digit;
        }
        return value;
    }
}
