package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are what Redis 7.0.15 answers to {@code INCRBYFLOAT} on x86-64. */
class LongDoubleTest {

    private static final int MANTISSA_BITS = 64;

    @Nested
    class Reads {

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "1, 1",
            "+1, 1",
            "-1.50, -1.5",
            ".5, 0.5",
            "5., 5",
            "007, 7",
            "3.0e3, 3000",
            "1E-2, 0.01",
            "1e+2, 100",
            "0e99999999999999999999, 0",
            "-0, 0",
            "0.1, 0.1",
            "99999999999999999999999999999999, 100000000000000000000545460846592",
            "123456789.123456789123456789, 123456789.12345678912242875"
        })
        void decimalDigits(String text, String printed) {
            assertEquals(printed, number(text).toString());
        }

        @ParameterizedTest
        @CsvSource({"0x10, 16", "0X1p3, 8", "-0x1.8, -1.5", "0x.8P1, 1", "0x8.p-1, 4", "0xABCDEFabcdef, 188900977659375"
        })
        void hexadecimalDigits(String text, String printed) {
            assertEquals(printed, number(text).toString());
        }

        @ParameterizedTest
        @CsvSource({"inf, inf", "+INF, inf", "-Infinity, -inf", "iNFINITY, inf"})
        void infinities(String text, String printed) {
            assertFalse(number(text).isFinite());
            assertEquals(printed, number(text).toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "", " ", " 1", "1 ", "1\0", "abc", ".", "-", "+-1", "e5", "1e", "1e+", "1e5.5", "1.2.3", "1f", "1d",
                    "0x", "0x.", "0xp1", "0x1p", "0x1pa", "0x1e+1", "nan", "-nan", "nan(1)", "infi", "inf ", "\u0661"
                })
        void nothingElse(String text) {
            assertRefused(text);
        }

        @Test
        void upToFiveKibibytesLessOne() {
            assertEquals("1", number("1." + "0".repeat(5117)).toString());
            assertRefused("1." + "0".repeat(5118));
        }

        @Test
        void upToTheLargestNumber() {
            String largest = "0x1.fffffffffffffffep16383";

            assertTrue(number(largest).isFinite());
            assertEquals(4933, number(largest).toString().length());
            assertTrue(number("1.18973149535723176505e4932").isFinite());
            assertTrue(number("0x1.fffffffffffffffefffffp16383").isFinite());
            assertRefused("0x1.ffffffffffffffffp16383");
            assertRefused("1.1897314953572317651e4932");
            assertRefused("1e5000");
            assertRefused("-1e99999999999999999999");
            assertRefused("0x1p99999999999999999999");
        }

        @Test
        void downToTheLeastNumber() {
            assertEquals("0", number("0x1p-16445").toString());
            assertEquals("0", number("0x1.00000001p-16446").toString());
            assertRefused("0x1p-16446");
            assertEquals("0", number("1.9e-4951").toString());
            assertRefused("1.8e-4951");
            assertRefused("1e-5001");
            assertRefused("1e-99999999999999999999");
        }

        @Test
        void zerosHoweverManyInFrontOrBehind() {
            assertEquals("0.1", number("0." + "0".repeat(4000) + "1e4000").toString());
            assertEquals("1", number("1" + "0".repeat(4000) + "e-4000").toString());
        }
    }

    @Nested
    class Prints {

        @ParameterizedTest
        @CsvSource({
            "1e-17, 0.00000000000000001",
            "5e-18, 0",
            "5.0000001e-18, 0.00000000000000001",
            "-5.1e-18, -0.00000000000000001",
            "-5e-18, 0",
            "0.99999999999999999, 0.99999999999999999",
            "0.999999999999999999, 1",
            "18446744073709551615, 18446744073709551615",
            "1e20, 100000000000000000000"
        })
        void atMostSeventeenDigitsBehindThePoint(String text, String printed) {
            assertEquals(printed, number(text).toString());
        }
    }

    @Nested
    class Adds {

        @ParameterizedTest
        @CsvSource({
            "0.1, 0.2, 0.3",
            "9223372036854775807, 1, 9223372036854775808",
            "18446744073709551615, 1, 18446744073709551616",
            "18446744073709551616, 1, 18446744073709551616",
            "18446744073709551616, 3, 18446744073709551620",
            "1, -1, 0",
            "1, 1e-4000, 1",
            "1e4000, -1e4000, 0"
        })
        void andRoundsOnce(String one, String other, String sum) {
            assertEquals(sum, number(one).plus(number(other)).toString());
            assertEquals(sum, number(other).plus(number(one)).toString());
        }

        @ParameterizedTest
        @CsvSource({
            "inf, 1, inf",
            "1, -inf, -inf",
            "inf, inf, inf",
            "inf, -inf, nan",
            "1e4932, 1e4932, inf",
            "-1e4932, -1e4932, -inf"
        })
        void infinities(String one, String other, String sum) {
            assertEquals(sum, number(one).plus(number(other)).toString());
            assertFalse(number(one).plus(number(other)).isFinite());
        }

        @Test
        void nothingToWhatIsNoNumber() {
            LongDouble nan = number("inf").plus(number("-inf"));

            assertEquals("nan", nan.plus(LongDouble.ZERO).toString());
            assertEquals("nan", LongDouble.ZERO.plus(nan).toString());
            assertEquals("nan", number("inf").plus(nan).toString());
        }

        /** Whole numbers print all of their digits, so it can be seen that they were rounded as they should be. */
        @Test
        void toTheNearestNumberAndOfTwoToTheEven() {
            long seed = 80;
            Random random = new Random(seed);
            for (int i = 0; i < 20_000; i++) {
                BigInteger one = integer(random);
                BigInteger other = integer(random);
                BigInteger exact = one.add(other);
                BigInteger sum = new BigInteger(
                        number(one.toString()).plus(number(other.toString())).toString());

                String where = one + " + " + other + ", seed " + seed;
                int lost = Math.max(0, exact.bitLength() - MANTISSA_BITS);
                BigInteger unit = BigInteger.ONE.shiftLeft(lost);
                int order = sum.subtract(exact).abs().shiftLeft(1).compareTo(unit);
                assertTrue(sum.mod(unit).signum() == 0, where);
                assertTrue(order < 0 || (order == 0 && !sum.testBit(lost)), where);
            }
        }

        /** A number of 64 bits at most, followed by zeros: one that needs no rounding itself. */
        private BigInteger integer(Random random) {
            BigInteger bits = BigInteger.valueOf(random.nextLong() >> random.nextInt(64));
            BigInteger more = random.nextBoolean() ? bits.shiftLeft(1).setBit(0) : bits;
            // -2^64 + 1 is the one with a bit too many.
            return (more.abs().bitLength() > MANTISSA_BITS ? bits : more)
                    .shiftLeft(random.nextInt(3) * random.nextInt(70));
        }
    }

    @Nested
    class Multiplies {

        @ParameterizedTest
        @CsvSource({
            "0, 5, 0",
            "-3, 7, -21",
            "-0.5, -4, 2",
            "0.01, 1000, 10",
            "18446744073709551615, 3, 55340232221128654844",
            "1e4000, 1e4000, inf",
            "-1e4000, 1e4000, -inf",
            "1e-4000, 1e-4000, 0"
        })
        void andRounds(String one, String other, String product) {
            assertEquals(product, number(one).times(number(other)).toString());
            assertEquals(product, number(other).times(number(one)).toString());
        }

        @ParameterizedTest
        @CsvSource({"inf, 2, inf", "inf, -2, -inf", "-inf, -inf, inf", "inf, 0, nan", "0, -inf, nan"})
        void infinities(String one, String other, String product) {
            assertEquals(product, number(one).times(number(other)).toString());
        }

        @Test
        void whatIsNoNumberIntoNone() {
            LongDouble nan = number("inf").plus(number("-inf"));

            assertEquals("nan", nan.times(number("2")).toString());
            assertEquals("nan", number("-inf").times(nan).toString());
        }
    }

    @Nested
    class RoundsUp {

        @ParameterizedTest
        @CsvSource({
            "0, 0",
            "7, 7",
            "7.0001, 8",
            "-7, -7",
            "-7.0001, -7",
            "-0.9, 0",
            "1e-4950, 1",
            "-1e-4950, 0",
            "0x1p70, 1180591620717411303424",
            "-0x1p70, -1180591620717411303424"
        })
        void toAnInteger(String number, String integer) {
            assertEquals(new BigInteger(integer), number(number).ceiling());
        }

        @ParameterizedTest
        @ValueSource(strings = {"inf", "-inf"})
        void noInfinity(String infinity) {
            assertThrows(ArithmeticException.class, number(infinity)::ceiling);
        }
    }

    private static LongDouble number(String text) {
        return Slice.of(text).asLongDouble();
    }

    private static void assertRefused(String text) {
        ServerError error = assertThrows(ServerError.class, () -> number(text), text);
        assertEquals("value is not a valid float", error.text());
    }
}
