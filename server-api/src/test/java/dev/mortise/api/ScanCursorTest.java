package dev.mortise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words and their verdicts are those of redis-server 7.0.15. */
class ScanCursorTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "00, 0",
        "+0, 0",
        "-0, 0",
        "17, 17",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, -9223372036854775808",
        "18446744073709551609, -7",
        "18446744073709551615, -1",
        "-1, -1",
        "-18446744073709551615, 1",
        "'', 0"
    })
    void readsNumbersOf64BitsWithoutSign(String word, long cursor) {
        assertEquals(cursor, ScanCursor.parse(Slice.of(word)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1x",
                "0x",
                "x1",
                " 0",
                "\t0",
                "0 ",
                "-",
                "+",
                "--1",
                "+-1",
                "1.5",
                "18446744073709551616",
                "18446744073709551620",
                "-18446744073709551616",
                "184467440737095516150",
                "99999999999999999999"
            })
    void rejectsEverythingElse(String word) {
        assertEquals(
                "invalid cursor",
                assertThrows(ServerError.class, () -> ScanCursor.parse(Slice.of(word)))
                        .text());
    }

    @ParameterizedTest
    @CsvSource({"'0\0x', 0", "'7\0', 7", "'\0abc', 0"})
    void endsAtAZeroByteAsTextsOfCDo(String word, long cursor) {
        assertEquals(cursor, ScanCursor.parse(Slice.of(word)));
    }
}
