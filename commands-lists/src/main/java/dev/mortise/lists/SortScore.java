package dev.mortise.lists;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.util.Arrays;

/**
 * The number that {@code SORT} takes some bytes for: read as {@code strtod} of C does, to which a zero byte is the end,
 * nothing is 0, and what is too large or too small for a double is an error.
 */
final class SortScore {

    private static final ServerError NO_NUMBER = ServerError.err("One or more scores can't be converted into double");

    private SortScore() {}

    /**
     * {@return the number}
     *
     * @throws ServerError if it is none
     */
    static double of(byte[] bytes) {
        byte[] text = CText.of(bytes);
        if (text.length == 0) {
            return 0;
        }
        int from = 0;
        while (from < text.length && isSpace(text[from])) {
            from++;
        }
        byte[] digits = from == 0 ? text : Arrays.copyOfRange(text, from, text.length);
        double score = read(digits);
        boolean isFar = Double.isInfinite(score) || Math.abs(score) < Double.MIN_NORMAL;
        if (isFar && hasDigit(digits)) {
            throw NO_NUMBER;
        }
        return score;
    }

    private static double read(byte[] digits) {
        try {
            return Slice.of(digits).asDouble();
        } catch (ServerError notAFloat) {
            throw NO_NUMBER;
        }
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    /** {@return whether a digit other than 0 comes before the exponent: the number is neither 0 nor an infinity} */
    private static boolean hasDigit(byte[] number) {
        int radix = 10;
        for (byte each : number) {
            int character = Character.toLowerCase(each);
            if (character == 'x') {
                radix = 16;
            } else if (character == (radix == 10 ? 'e' : 'p')) {
                return false;
            } else if (Character.digit(character, radix) > 0) {
                return true;
            }
        }
        return false;
    }
}
