package dev.mortise.runtime.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleDigitsTest {

    /** As Redis 7.0.15 answers ZSCORE. */
    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "-2.5, -2.5",
        "100, 100",
        "3.1, 3.1000000000000001",
        "0.1, 0.10000000000000001",
        "0.3, 0.29999999999999999",
        "123456789.123456789, 123456789.12345679",
        "0.0001, 0.0001",
        "0.00001, 1.0000000000000001e-05",
        "1e-7, 9.9999999999999995e-08",
        "1e15, 1000000000000000",
        "1e16, 10000000000000000",
        "12345678901234567, 12345678901234568",
        "99999999999999999, 1e+17",
        "1e17, 1e+17",
        "123456789012345680, 1.2345678901234568e+17",
        "1e22, 1e+22",
        "1e100, 1e+100",
        "1.5e300, 1.5000000000000001e+300",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 4.9406564584124654e-324",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan",
        "0, 0",
        "-0.0, -0"
    })
    void areThoseOfSeventeenSignificantDigits(double number, String digits) {
        assertEquals(digits, written(number));
    }

    @Test
    void readBackAsTheSameNumberAndFit() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String digits = written(number);
                assertEquals(number, Double.parseDouble(digits));
                assertTrue(digits.length() <= DoubleDigits.LONGEST, digits);
            }
        }
    }

    private static String written(double number) {
        byte[] target = new byte[64];
        return new String(target, 0, DoubleDigits.write(target, 0, number), StandardCharsets.US_ASCII);
    }
}
