package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetrangeCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @ParameterizedTest
    @CsvSource({
        "0, 0, h",
        "0, 4, hello",
        "1, 3, ell",
        "4, 4, o",
        "0, -1, hello",
        "-3, -1, llo",
        "-5, 0, h",
        "1, -2, ell",
        "-4, 3, ell"
    })
    void repliesTheBytesFromOneToTheOther(long start, long end, String part) {
        server.send("SET key hello");

        assertEquals(bulk(part), server.send("GETRANGE key " + start + " " + end));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, hello",
        "4, 100, o",
        "-6, 0, h",
        "-100, 100, hello",
        "0, 9223372036854775807, hello",
        "-9223372036854775808, 9223372036854775807, hello"
    })
    void leavesOutWhatIsNotThere(long start, long end, String part) {
        server.send("SET key hello");

        assertEquals(bulk(part), server.send("GETRANGE key " + start + " " + end));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5 5", "5 -1", "3 2", "-2 -3", "-1 -9223372036854775808", "9223372036854775807 0", "1 -100"})
    void findsNothingInBetween(String range) {
        server.send("SET key hello");

        assertEquals(bulk(""), server.send("GETRANGE key " + range));
    }

    @Test
    void takesAnEndFarInFrontForTheFirstByte() {
        server.send("SET key hello");

        assertEquals(bulk("h"), server.send("GETRANGE key 0 -100"));
        assertEquals(bulk("h"), server.send("GETRANGE key -200 -100"));
        assertEquals(bulk(""), server.send("GETRANGE key -100 -200"));
    }

    @Test
    void findsNothingInWhatIsEmptyOrMissing() {
        server.send("SET empty ''");

        assertEquals(bulk(""), server.send("GETRANGE empty 0 -1"));
        assertEquals(bulk(""), server.send("GETRANGE empty 0 0"));
        assertEquals(bulk(""), server.send("GETRANGE missing 0 -1"));
    }

    @Test
    void cutsLongStringsAnywhere() {
        String text = "0123456789".repeat(20_000);
        server.call("SET", "key", text);

        assertEquals(bulk(text.substring(65_530, 131_081)), server.send("GETRANGE key 65530 131080"));
        assertEquals(bulk(text), server.send("GETRANGE key 0 -1"));
    }

    @Test
    void complainsOfNumbersBeforeTheType() {
        server.send("TEST.OTHER key");

        assertEquals(WRONG_TYPE, server.send("GETRANGE key 0 1"));
        assertEquals(
                error("ERR value is not an integer or out of range"),
                server.send("GETRANGE key 0 9223372036854775808"));
        assertEquals(error("ERR value is not an integer or out of range"), server.send("GETRANGE key x 0"));
    }

    @Test
    void hasAnotherName() {
        server.send("SET key hello");

        assertEquals(bulk("ell"), server.send("SUBSTR key 1 -2"));
    }
}
