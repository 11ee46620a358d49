package dev.mortise.runtime.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineWordsTest {

    /** In the first column {@code `} stands for a single quote, which the table itself uses. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '#',
            value = {
                "a b~[a|b]",
                "  a\t b ~[a|b]",
                "\"a b\"~[a b]",
                "\"a b\" c~[a b|c]",
                "a\"b c\"~[ab c]",
                "a`b c`~[ab c]",
                "\"\"~[]",
                "``~[]",
                "\"\" a~[|a]",
                "\"a\\\"b\"~[a\"b]",
                "\"\\x41\\x4a\\x4A\"~[AJJ]",
                "\"\\x4\"~[x4]",
                "\"\\xzz\"~[xzz]",
                "\"\\q\\\\\"~[q\\]",
                "\"a`b\"~[a'b]",
                "`a\"b`~[a\"b]",
                "`a\\`b`~[a'b]",
                "`a\\n`~[a\\n]",
                "a\\n \"b\"~[a\\n|b]",
            })
    void quotesAreUnderstood(String line, String request) {
        assertEquals(request, Transcript.of(Transcript.wire(line.replace('`', '\'') + "\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\n\\r\\t\\b\\a\""})
    void escapesStandForControlCharacters(String line) {
        assertEquals("[\n\r\t\b\7]", Transcript.of(Transcript.wire(line + "\r\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "'",
                "\"a",
                "'a",
                "\"a'",
                "\"a\"b",
                "'a'b",
                "\"a\"\"b\"",
                "\"a\\",
                "\"a\\\"",
                "'a\\'",
                "a \""
            })
    void quotesMustBeClosedAtTheEndOfAWord(String line) {
        assertEquals("Protocol error: unbalanced quotes in request", Transcript.of(Transcript.wire(line + "\r\n")));
    }

    /** As in C, these are white space between words, but do not end one. */
    @ParameterizedTest
    @ValueSource(strings = {"\u000b", "\f"})
    void verticalTabsAndFormFeedsAreHalfASpace(String space) {
        assertEquals("[a" + space + "b]", Transcript.of(Transcript.wire("a" + space + "b\r\n")));
        assertEquals("[a|b]", Transcript.of(Transcript.wire("a " + space + "b\r\n")));
        assertEquals("[a|b]", Transcript.of(Transcript.wire("\"a\"" + space + "b\r\n")));
    }
}
