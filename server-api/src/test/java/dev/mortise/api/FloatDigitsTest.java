package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatDigitsTest {

    private static double number(String text) {
        return Slice.of(text).asDouble();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "+1, 1",
        "-1.50, -1.5",
        ".5, 0.5",
        "5., 5",
        "007, 7",
        "3.0e3, 3000",
        "1E-2, 0.01",
        "999999999999999, 999999999999999",
        "9999999999999999, 9999999999999999",
        ".000000000000001, 1e-15",
        "9007199254740993, 9007199254740992",
        "1e400, Infinity",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "0x10, 16",
        "-0XaP1, -20",
        "0x.8, 0.5",
        "0x1p-1, 0.5"
    })
    void areReadAsByC(String text, double expected) {
        assertEquals(expected, number(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", ".", "-.", "1..2", "1.2.3", "--1", "1e", "e1", "1f", "1d", " 1", "1 ", "nan", "0x", "0x.",
                "0x1p", "0xg", "x1", "1x0", "infinit", "1,5"
            })
    void whatIsNoNumberIsRefused(String text) {
        assertEquals(ServerError.notAFloat(), assertThrows(ServerError.class, () -> number(text)));
    }

    @Test
    void fewDigitsAreReadAsManyAre() {
        Random random = new Random(7015);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int digits = 1 + random.nextInt(17); digits > 0; digits--) {
                text.append(random.nextInt(10));
            }
            int end = text.length();
            text.insert(end - random.nextInt(Character.isDigit(text.charAt(0)) ? end : end - 1), '.');

            assertEquals(Double.parseDouble(text.toString()), number(text.toString()), text::toString);
        }
    }
}
