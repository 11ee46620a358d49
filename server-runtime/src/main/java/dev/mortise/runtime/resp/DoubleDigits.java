package dev.mortise.runtime.resp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Writes floating-point numbers as Redis 7.0 does, which is what C prints for {@code %.17g}: 17 significant digits
 * without trailing zeros, so {@code 3.1} shows as {@code 3.1000000000000001}. (Newer ones print the shortest form.)
 *
 * <p><b>Cost.</b> Whole numbers below 10<sup>15</sup>, such as most scores, are written as integers, without garbage.
 * Others go through exact decimal arithmetic: correct for every value, but microseconds rather than nanoseconds for
 * very large and very small ones.
 */
final class DoubleDigits {

    /** Characters of the longest one: sign, 17 digits, point, and {@code e-308}. */
    static final int LONGEST = 24;

    private static final int SIGNIFICANT_DIGITS = 17;
    private static final MathContext ROUNDING = new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_EVEN);
    private static final double WHOLE_LIMIT = 1e15;

    private DoubleDigits() {}

    /** Writes a number, and returns the index after it. */
    static int write(byte[] target, int at, double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(number) < WHOLE_LIMIT && !isMinusZero(number)) {
            return NumberLines.writeDigits(target, at, whole);
        }
        byte[] text = text(number).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, target, at, text.length);
        return at + text.length;
    }

    private static boolean isMinusZero(double number) {
        return number == 0 && 1 / number < 0;
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return "-0";
        }
        BigDecimal rounded = new BigDecimal(Math.abs(number)).round(ROUNDING).stripTrailingZeros();
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        StringBuilder text = new StringBuilder(LONGEST);
        if (number < 0) {
            text.append('-');
        }
        if (exponent < -4 || exponent >= SIGNIFICANT_DIGITS) {
            return scientific(text, digits, exponent).toString();
        }
        return plain(text, digits, exponent).toString();
    }

    private static StringBuilder plain(StringBuilder text, String digits, int exponent) {
        if (exponent < 0) {
            return text.append("0.").repeat('0', -exponent - 1).append(digits);
        }
        int before = exponent + 1;
        if (digits.length() <= before) {
            return text.append(digits).repeat('0', before - digits.length());
        }
        return text.append(digits, 0, before).append('.').append(digits, before, digits.length());
    }

    private static StringBuilder scientific(StringBuilder text, String digits, int exponent) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            text.append('0');
        }
        return text.append(magnitude);
    }
}
