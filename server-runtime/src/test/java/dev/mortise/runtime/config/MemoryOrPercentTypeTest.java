package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOrPercentTypeTest {

    private final MemoryOrPercentType type = new MemoryOrPercentType();

    @ParameterizedTest
    @CsvSource({"0, 0", "1g, 1000000000", "64mb, 67108864", "5%, 5%", "100%, 100%", "0%, 0"})
    void showsWhatItRead(String text, String shown) throws InvalidValue {
        assertEquals(shown, type.format(type.parse(text, 0L)));
    }

    @ParameterizedTest
    @CsvSource({
        "x, argument must be a memory or percent value",
        "-1, argument must be a memory or percent value",
        "1.5%, argument must be a memory or percent value",
        "%, argument must be a memory or percent value",
        "101%, percentage argument must be less or equal to 100",
        "99999999999999999999%, percentage argument must be less or equal to 100"
    })
    void refusesOtherTexts(String text, String message) {
        assertEquals(
                message,
                assertThrows(InvalidValue.class, () -> type.parse(text, 0L)).getMessage());
    }

    @Test
    void keepsAPercentageAsANegativeNumber() throws InvalidValue {
        assertEquals(-5L, type.parse("5%", 0L));
    }
}
