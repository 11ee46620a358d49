package dev.mortise.api;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads a {@link LongDouble} as {@code strtold} does in C, except that all bytes must belong to the number: decimal or
 * hexadecimal digits with an optional point and exponent, or an infinity.
 *
 * <pre>
 *   [+-] digits [. digits] [e [+-] digits]
 *   [+-] 0x hexdigits [. hexdigits] [p [+-] digits]     the exponent is one of two
 *   [+-] inf | infinity
 * </pre>
 *
 * <p>One side of the point may be empty, letters may be capitals. What is not zero and would become zero, or is finite
 * and would become infinite, is refused. So is NaN.
 *
 * <p>Not for other threads; one for each number read.
 */
final class LongDoubleDigits {

    /** Redis copies numbers into 5 KiB, the zero at the end included. */
    private static final int LONGEST = 5 * 1024 - 1;

    /** Beyond this every number of so few digits is zero or infinite; so exponents need not be read any further. */
    private static final int FARTHEST_EXPONENT = 1_000_000;

    /** Powers of ten outside of which every number is zero or infinite: no need to compute that exactly. */
    private static final int LEAST_POWER_OF_TEN = -5_000;

    private static final int GREATEST_POWER_OF_TEN = 5_000;

    private final byte[] bytes;
    private int at;

    /** The digits without the point, and without zeros in front. */
    private final StringBuilder digits = new StringBuilder();

    private boolean anyDigit;
    private int digitsAfterPoint;

    private LongDoubleDigits(byte[] bytes) {
        this.bytes = bytes;
    }

    static LongDouble parse(Slice slice) {
        if (slice.length() > LONGEST) {
            throw ServerError.notAFloat();
        }
        return new LongDoubleDigits(slice.toBytes()).number();
    }

    private LongDouble number() {
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        if (restIs("INF") || restIs("INFINITY")) {
            return LongDouble.infinity(negative);
        }
        boolean hexadecimal = peek() == '0' && at + 1 < bytes.length && (bytes[at + 1] | ' ') == 'x';
        LongDouble number = hexadecimal ? hexadecimal(negative) : decimal(negative);
        boolean tooFarOut = !number.isFinite() || (number.isZero() && !digits.isEmpty());
        if (tooFarOut) {
            throw ServerError.notAFloat();
        }
        return number;
    }

    private LongDouble hexadecimal(boolean negative) {
        at += 2;
        readDigits(16);
        int power = exponent('p') - Byte.SIZE / 2 * digitsAfterPoint;
        return digits.isEmpty()
                ? LongDouble.ZERO
                : LongDouble.nearest(negative, new BigInteger(digits.toString(), 16), power, false);
    }

    private LongDouble decimal(boolean negative) {
        readDigits(10);
        int power = exponent('e') - digitsAfterPoint;
        int magnitude = digits.length() + power;
        if (digits.isEmpty() || magnitude < LEAST_POWER_OF_TEN) {
            return LongDouble.ZERO;
        }
        if (magnitude > GREATEST_POWER_OF_TEN) {
            return LongDouble.infinity(negative);
        }
        BigInteger integer = new BigInteger(digits.toString());
        return power >= 0
                ? LongDouble.nearest(negative, integer.multiply(BigInteger.TEN.pow(power)), 0, false)
                : LongDouble.nearest(negative, integer, BigInteger.TEN.pow(-power));
    }

    private void readDigits(int radix) {
        boolean afterPoint = false;
        while (at < bytes.length) {
            int c = bytes[at];
            if (c == '.' && !afterPoint) {
                afterPoint = true;
            } else if (Character.digit(c, radix) >= 0) {
                digit((char) c);
                digitsAfterPoint += afterPoint ? 1 : 0;
            } else {
                break;
            }
            at++;
        }
        if (!anyDigit) {
            throw ServerError.notAFloat();
        }
    }

    private void digit(char digit) {
        anyDigit = true;
        if (digit != '0' || !digits.isEmpty()) {
            digits.append(digit);
        }
    }

    /** Reads the exponent, if there is one, and with it the rest of the bytes. */
    private int exponent(char letter) {
        if (at == bytes.length) {
            return 0;
        }
        if ((peek() | ' ') != letter) {
            throw ServerError.notAFloat();
        }
        at++;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        if (at == bytes.length) {
            throw ServerError.notAFloat();
        }
        int exponent = 0;
        for (; at < bytes.length; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw ServerError.notAFloat();
            }
            exponent = Math.min(FARTHEST_EXPONENT, 10 * exponent + digit);
        }
        return negative ? -exponent : exponent;
    }

    private int peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    private boolean restIs(String word) {
        return bytes.length - at == word.length()
                && new String(bytes, at, word.length(), StandardCharsets.ISO_8859_1).equalsIgnoreCase(word);
    }
}
