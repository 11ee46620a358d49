package dev.mortise.api;

/**
 * Reads the cursor of {@code SCAN}, {@code HSCAN} and the like as Redis does, which leaves it to {@code strtoul} of C:
 * decimal digits after an optional sign, up to 64 bits without sign, where minus wraps around; no digits at all are 0,
 * and a zero byte ends the text.
 *
 * <p>Other cursors than those the server gave out make little sense, but clients may count on which of them are errors.
 */
@Preview
public final class ScanCursor {

    private static final ServerError INVALID = ServerError.err("invalid cursor");

    /** The largest number of 64 bits without sign is this times ten, plus {@link #LAST_DIGIT}. */
    private static final long TENTH = Long.divideUnsigned(-1, 10);

    private static final int LAST_DIGIT = 5;

    private ScanCursor() {}

    /**
     * {@return the cursor that a word is}
     *
     * @param word as the client sent it
     * @throws ServerError {@code ERR invalid cursor}
     */
    public static long parse(Slice word) {
        int length = textLength(word);
        if (length == 0) {
            return 0;
        }
        boolean negative = word.at(0) == '-';
        int first = negative || word.at(0) == '+' ? 1 : 0;
        if (first == length) {
            throw INVALID;
        }
        long value = 0;
        for (int i = first; i < length; i++) {
            int digit = word.at(i) - '0';
            boolean fits = (value >= 0 && value < TENTH) || (value == TENTH && digit <= LAST_DIGIT);
            if (digit < 0 || digit > 9 || !fits) {
                throw INVALID;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private static int textLength(Slice word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.at(i) == 0) {
                return i;
            }
        }
        return word.length();
    }
}
