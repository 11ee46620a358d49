package dev.mortise.api;

/**
 * Reads a floating-point number as {@code strtod} does in C: decimal or hexadecimal digits with an optional fraction
 * and exponent, or an infinity. Java alone would also take a type suffix and surrounding spaces, and wants an exponent
 * of hexadecimal numbers.
 *
 * <p><b>How.</b> A number of few digits without an exponent, which most are, is a whole number divided by a power of
 * ten. Both are doubles without rounding then, so that one division rounds to what is nearest. The rest is Java's.
 */
final class FloatDigits {

    private static final int LONGEST = 256;

    /** Every whole number of so many digits is a double. */
    private static final int FEW_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private FloatDigits() {}

    static double parse(Slice slice) {
        int length = slice.length();
        if (length == 0 || length > LONGEST) {
            throw ServerError.notAFloat();
        }
        int first = slice.at(0) == '-' || slice.at(0) == '+' ? 1 : 0;
        boolean negative = slice.at(0) == '-';
        double plain = length - first <= FEW_DIGITS + 1 ? plain(slice, first) : Double.NaN;
        if (!Double.isNaN(plain)) {
            return negative ? -plain : plain;
        }
        if (word(slice, first, "INF") || word(slice, first, "INFINITY")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return byJava(slice, first);
    }

    /** {@return the number, or NaN if there is something else than few digits and a point} */
    private static double plain(Slice slice, int first) {
        long digits = 0;
        int read = 0;
        int point = -1;
        for (int i = first; i < slice.length(); i++) {
            int c = slice.at(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + c - '0';
                read++;
            } else if (c == '.' && point < 0) {
                point = read;
            } else {
                return Double.NaN;
            }
        }
        if (read == 0 || read > FEW_DIGITS) {
            return Double.NaN;
        }
        return point < 0 ? digits : digits / POWERS_OF_TEN[read - point];
    }

    private static double byJava(Slice slice, int first) {
        boolean hexadecimal = slice.length() > first + 1
                && slice.at(first) == '0'
                && Character.toLowerCase(slice.at(first + 1)) == 'x';
        boolean exponent = false;
        for (int i = hexadecimal ? first + 2 : 0; i < slice.length(); i++) {
            int c = Character.toLowerCase(slice.at(i));
            boolean marksExponent = c == (hexadecimal ? 'p' : 'e');
            exponent |= marksExponent;
            if (!marksExponent && c != '.' && c != '-' && c != '+' && Character.digit(c, hexadecimal ? 16 : 10) < 0) {
                throw ServerError.notAFloat();
            }
        }
        String text = slice.utf8();
        try {
            return Double.parseDouble(hexadecimal && !exponent ? text + "p0" : text);
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
