package dev.mortise.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {

    @ParameterizedTest
    @CsvSource({"1.2, 1.2", "1.2.3, 1.2", "0.1.0-SNAPSHOT, 0.1", "1.2-rc1, 1.2", "1.2+build, 1.2"})
    void isTheFirstTwoNumbers(String text, String version) {
        assertEquals(version, String.valueOf(ApiVersion.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "x", "1.x", "99999999999.1"})
    void isNothingElse(String text) {
        assertNull(ApiVersion.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, true", "1, 1, true", "1, 3, false", "0, 2, false", "2, 0, false"})
    void runsOnAServerThatHasAllItNeeds(int major, int minor, boolean runs) {
        assertEquals(runs, new ApiVersion(major, minor).runsOn(new ApiVersion(1, 2)));
    }
}
