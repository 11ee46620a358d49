package dev.mortise.api;

/**
 * Reads a floating-point number as {@code strtod} does in C: decimal digits with an optional fraction and exponent, or
 * an infinity. Java alone would also take a type suffix and surrounding spaces.
 */
final class FloatDigits {

    private static final int LONGEST = 256;

    private FloatDigits() {}

    static double parse(Slice slice) {
        int length = slice.length();
        if (length == 0 || length > LONGEST) {
            throw ServerError.notAFloat();
        }
        int first = slice.at(0) == '-' || slice.at(0) == '+' ? 1 : 0;
        if (word(slice, first, "INF") || word(slice, first, "INFINITY")) {
            return slice.at(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < length; i++) {
            int c = slice.at(i);
            boolean allowed = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!allowed) {
                throw ServerError.notAFloat();
            }
        }
        try {
            return Double.parseDouble(slice.utf8());
        } catch (NumberFormatException e) {
            throw ServerError.notAFloat();
        }
    }

    private static boolean word(Slice slice, int from, String word) {
        if (slice.length() - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toUpperCase(slice.at(from + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
