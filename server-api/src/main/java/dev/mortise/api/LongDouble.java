package dev.mortise.api;

import java.math.BigInteger;

/**
 * A number of the format that {@code INCRBYFLOAT} and {@code HINCRBYFLOAT} compute in, and {@code BLPOP} its timeout.
 *
 * <p><b>Why it exists.</b> Redis computes these in C's {@code long double}, which on the machines it mostly runs on
 * is the extended format of the x87: one bit of sign, 15 of exponent, 64 of mantissa. Sums are stored as text, so every
 * bit shows: 0.1 and 0.2 are 0.3 there, where a {@code double} would say 0.30000000000000004. Java has no such type.
 *
 * <p><b>How it works.</b> A finite number is an integer of at most 64 bits times a power of two. Reading, computing and
 * printing are done exactly, on integers of any length, and rounded once, to the nearest number, of two equally near
 * ones to the even. That is what the processor and the C library do, so there is nothing to go wrong at the edges:
 * numbers below 2<sup>-16382</sup> lose bits one by one, the least is 2<sup>-16445</sup>, and from about
 * 1.19·10<sup>4932</sup> on there is infinity.
 *
 * <p><b>Cost.</b> About a microsecond for numbers as people write them; up to a millisecond for thousands of digits.
 *
 * <p>Immutable, for any thread.
 *
 * <pre>{@code
 * LongDouble sum = slice.asLongDouble().plus(increment.asLongDouble());
 * if (sum.isFinite()) {
 *     reply.bulk(sum.toString());
 * }
 * }</pre>
 *
 * @see <a href="https://en.wikipedia.org/wiki/Extended_precision#x86_extended_precision_format">x86 extended
 *     precision</a>
 */
@Preview
public final class LongDouble {

    /** The number zero. There is no negative one: it prints the same, and adds the same. */
    public static final LongDouble ZERO = new LongDouble(false, BigInteger.ZERO, 0);

    private static final int MANTISSA_BITS = 64;

    /** The power of two of the last bit of the smallest numbers. */
    private static final int LEAST_EXPONENT = -16_445;

    /** The power of two from which on numbers are infinite. */
    private static final int INFINITE_EXPONENT = 16_384;

    private static final LongDouble INFINITY = new LongDouble(false, BigInteger.ONE, INFINITE_EXPONENT);
    private static final LongDouble MINUS_INFINITY = new LongDouble(true, BigInteger.ONE, INFINITE_EXPONENT);
    private static final LongDouble NAN = new LongDouble(false, BigInteger.ZERO, INFINITE_EXPONENT);

    /** How many digits are printed after the point, before the zeros at the end are left out. */
    private static final int FRACTION_DIGITS = 17;

    private static final BigInteger FRACTION_UNIT = BigInteger.TEN.pow(FRACTION_DIGITS);

    private final boolean negative;
    private final BigInteger significand;
    private final int exponent;

    private LongDouble(boolean negative, BigInteger significand, int exponent) {
        this.negative = negative;
        this.significand = significand;
        this.exponent = exponent;
    }

    static LongDouble infinity(boolean negative) {
        return negative ? MINUS_INFINITY : INFINITY;
    }

    /**
     * {@return the number nearest to a fraction}
     *
     * @param negative whether it is to be negative
     * @param numerator not negative
     * @param denominator positive
     */
    static LongDouble nearest(boolean negative, BigInteger numerator, BigInteger denominator) {
        // Two bits more than are kept: one that says which way to round, one because the quotient may be that shorter.
        int shift = Math.max(0, MANTISSA_BITS + 2 - (numerator.bitLength() - denominator.bitLength()));
        BigInteger[] quotient = numerator.shiftLeft(shift).divideAndRemainder(denominator);
        return nearest(negative, quotient[0], -shift, quotient[1].signum() != 0);
    }

    /**
     * {@return the number nearest to an integer times a power of two}
     *
     * @param negative whether it is to be negative
     * @param magnitude the integer, not negative
     * @param exponent the power of two
     * @param more whether the integer is really greater, by less than one; then it has more bits than are kept
     */
    static LongDouble nearest(boolean negative, BigInteger magnitude, int exponent, boolean more) {
        int dropped = Math.max(0, Math.max(magnitude.bitLength() - MANTISSA_BITS, LEAST_EXPONENT - exponent));
        BigInteger kept = shiftedToEven(magnitude, dropped, more);
        if (kept.signum() == 0) {
            return ZERO;
        }
        return kept.bitLength() + exponent + dropped > INFINITE_EXPONENT
                ? infinity(negative)
                : new LongDouble(negative, kept, exponent + dropped);
    }

    /** Divides by a power of two and rounds to the nearest integer, of two equally near ones to the even. */
    private static BigInteger shiftedToEven(BigInteger magnitude, int bits, boolean more) {
        BigInteger floor = magnitude.shiftRight(bits);
        if (bits == 0 || !magnitude.testBit(bits - 1)) {
            return floor;
        }
        boolean aboveHalf = more || magnitude.getLowestSetBit() < bits - 1;
        return aboveHalf || floor.testBit(0) ? floor.add(BigInteger.ONE) : floor;
    }

    /** {@return whether this is zero} */
    boolean isZero() {
        return isFinite() && significand.signum() == 0;
    }

    /** {@return whether this is a number, neither an infinity nor the sum of two that are opposite} */
    public boolean isFinite() {
        return exponent < INFINITE_EXPONENT;
    }

    /**
     * {@return the sum, rounded to the nearest number of this format}
     *
     * @param that what to add
     */
    public LongDouble plus(LongDouble that) {
        if (!isFinite() || !that.isFinite()) {
            return plusNotFinite(that);
        }
        int common = Math.min(exponent, that.exponent);
        BigInteger sum = scaled(common).add(that.scaled(common));
        return nearest(sum.signum() < 0, sum.abs(), common, false);
    }

    /**
     * {@return the product, rounded to the nearest number of this format}
     *
     * @param that what to multiply by
     */
    public LongDouble times(LongDouble that) {
        boolean differ = negative != that.negative;
        if (isFinite() && that.isFinite()) {
            return nearest(differ, significand.multiply(that.significand), exponent + that.exponent, false);
        }
        boolean unknown = significand.signum() == 0 || that.significand.signum() == 0;
        return unknown ? NAN : infinity(differ);
    }

    /**
     * {@return the least integer that is not below this number}
     *
     * @throws ArithmeticException if it is not {@linkplain #isFinite finite}
     */
    public BigInteger ceiling() {
        if (!isFinite()) {
            throw new ArithmeticException("no integer is near " + this);
        }
        // A shift to the right rounds downwards.
        return exponent >= 0
                ? scaled(0)
                : scaled(exponent).negate().shiftRight(-exponent).negate();
    }

    @SuppressWarnings("ReferenceEquality") // each of these exists once
    private LongDouble plusNotFinite(LongDouble that) {
        if (isFinite()) {
            return that;
        }
        return that.isFinite() || this == that ? this : NAN;
    }

    private BigInteger scaled(int commonExponent) {
        BigInteger magnitude = significand.shiftLeft(exponent - commonExponent);
        return negative ? magnitude.negate() : magnitude;
    }

    /**
     * {@return the number as Redis prints it: in plain decimal digits, all of them before the point, at most 17 after
     * it, and there without zeros at the end}
     *
     * <p>At most 4,934 characters; {@code inf}, {@code -inf} or {@code nan} if it is not finite.
     */
    @Override
    public String toString() {
        if (!isFinite()) {
            return significand.signum() == 0 ? "nan" : negative ? "-inf" : "inf";
        }
        String digits = exponent >= 0 ? significand.shiftLeft(exponent).toString() : withFraction();
        return negative && !digits.equals("0") ? "-" + digits : digits;
    }

    private String withFraction() {
        BigInteger units = shiftedToEven(significand.multiply(FRACTION_UNIT), -exponent, false);
        BigInteger[] parts = units.divideAndRemainder(FRACTION_UNIT);
        if (parts[1].signum() == 0) {
            return parts[0].toString();
        }
        // A one in front keeps the zeros behind the point.
        String fraction = parts[1].add(FRACTION_UNIT).toString();
        int end = fraction.length();
        while (fraction.charAt(end - 1) == '0') {
            end--;
        }
        return parts[0] + "." + fraction.substring(1, end);
    }
}
