package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Percentiles as clients and files see them. */
class PercentilesTypeTest {

    private final PercentilesType type = new PercentilesType();

    @Test
    void areWrittenWithoutNeedlessDigitsAndWithoutAnExponent() throws InvalidValue {
        List<Double> percentiles = type.parse("0.0 50 99.90 1e-5 1e2 -0", List.of());

        assertEquals("0 50 99.9 0.00001 100 0", type.format(percentiles));
    }

    @Test
    void areReadAgainAsTheyWereWritten() throws InvalidValue {
        for (String text : List.of("", "0", "100", "0.001", "0.00099999", "33.333333333333336")) {
            assertEquals(text, type.format(type.parse(text, List.of())));
        }
    }
}
