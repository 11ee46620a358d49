package dev.mortise.api.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as C prints them with {@code %.17g}: 17 digits, those that say nothing left out, an exponent where due. */
final class ScoreDigits {

    private static final int DIGITS = 17;
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private ScoreDigits() {}

    static String of(double score) {
        if (Double.isNaN(score)) {
            return "nan";
        }
        if (Double.isInfinite(score)) {
            return score > 0 ? "inf" : "-inf";
        }
        if (score == 0) {
            return Double.doubleToRawLongBits(score) == 0 ? "0" : "-0";
        }
        BigDecimal rounded = new BigDecimal(score).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
        BigDecimal shortest = rounded.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < DIGITS) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return "%s%se%s%02d".formatted(score < 0 ? "-" : "", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
