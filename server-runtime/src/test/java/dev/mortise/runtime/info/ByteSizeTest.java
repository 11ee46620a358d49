package dev.mortise.runtime.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1023, 1023B",
        "1024, 1.00K",
        "1536, 1.50K",
        "1048576, 1.00M",
        "25276514304, 23.54G",
    })
    void isShownInTheLargestUnitThatFits(long bytes, String shown) {
        assertEquals(shown, ByteSize.human(bytes));
    }
}
