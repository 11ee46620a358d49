package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bool;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.ReplyValue.number;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.push;
import static dev.mortise.testkit.ReplyValue.set;
import static dev.mortise.testkit.ReplyValue.verbatim;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("+OK\r\n", ok()),
                Arguments.of("-ERR no\r\n", error("ERR no")),
                Arguments.of(":-12\r\n", integer(-12)),
                Arguments.of("$3\r\na\r\n\r\n", bulk("a\r\n")),
                Arguments.of("$0\r\n\r\n", bulk("")),
                Arguments.of("$-1\r\n", nil()),
                Arguments.of("*-1\r\n", nilArray()),
                Arguments.of("*0\r\n", array()),
                Arguments.of("*2\r\n:1\r\n*1\r\n_\r\n", array(integer(1), array(nil()))),
                Arguments.of("%1\r\n+a\r\n:1\r\n", map(ReplyValue.status("a"), integer(1))),
                Arguments.of("~1\r\n:1\r\n", set(integer(1))),
                Arguments.of(">1\r\n:1\r\n", push(integer(1))),
                Arguments.of("#t\r\n", bool(true)),
                Arguments.of("#f\r\n", bool(false)),
                Arguments.of(",1.5\r\n", number(1.5)),
                Arguments.of(",inf\r\n", number(Double.POSITIVE_INFINITY)),
                Arguments.of(",-inf\r\n", number(Double.NEGATIVE_INFINITY)),
                Arguments.of(",nan\r\n", number(Double.NaN)),
                Arguments.of("=8\r\ntxt:text\r\n", verbatim("text")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void readsEveryKind(String wire, ReplyValue value) {
        assertEquals(value, ReplyParser.parse(bytes(wire)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void readsThemWhereverTheyAreSplit(String wire, ReplyValue value) {
        byte[] bytes = bytes(wire);
        for (int split = 0; split < bytes.length; split++) {
            ReplyParser parser = new ReplyParser();
            parser.append(bytes, 0, split);
            assertNull(parser.poll(), "half a reply");

            parser.append(bytes, split, bytes.length - split);
            assertEquals(value, parser.poll());
            assertNull(parser.poll());
            assertEquals(0, parser.pending());
        }
    }

    @Test
    void readsMoreThanFitsAtFirst() {
        String text = "x".repeat(10_000);

        assertEquals(List.of(bulk(text), integer(1)), ReplyParser.parseAll(bytes("$10000\r\n" + text + "\r\n:1\r\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+OK",
                "+OK\n",
                "+OK\r",
                ":x\r\n",
                ":01\r\n",
                ":+1\r\n",
                "$-2\r\n",
                "$1\r\nab\r\n",
                "*1\r\n",
                "%-1\r\n",
                "#x\r\n",
                "_x\r\n",
                ",x\r\n",
                "=3\r\ntxt\r\n",
                "?\r\n",
                ":1\r\n:2\r\n"
            })
    void refusesWhatIsNotOneReply(String wire) {
        assertThrows(IllegalArgumentException.class, () -> ReplyParser.parse(bytes(wire)));
    }

    private static byte[] bytes(String wire) {
        return wire.getBytes(StandardCharsets.UTF_8);
    }
}
