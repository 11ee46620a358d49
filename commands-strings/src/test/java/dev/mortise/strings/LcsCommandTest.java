package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LcsCommandTest {

    private static final int LIMIT_BYTES = 1 << 20;
    private static final ReplyValue NO_STRINGS = error("ERR The specified keys must contain string values");
    private static final ReplyValue TOO_LONG =
            error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @BeforeEach
    void setTwoStrings() {
        server.send("MSET first ohmytext second mynewtext");
    }

    @Test
    void repliesWhatTwoStringsHaveInCommon() {
        assertEquals(bulk("mytext"), server.send("LCS first second"));
        assertEquals(bulk("mytext"), server.send("LCS second first"));
        assertEquals(bulk("ohmytext"), server.send("LCS first first"));
    }

    @Test
    void repliesItsLength() {
        assertEquals(integer(6), server.send("LCS first second LEN"));
        assertEquals(integer(6), server.send("LCS first second LEN MINMATCHLEN 100 WITHMATCHLEN"));
    }

    @Test
    void repliesTheRangesFromTheEnd() {
        ReplyValue expected = map(array(array(range(4, 7), range(5, 8)), array(range(2, 3), range(0, 1))));

        assertEquals(expected, inResp3("LCS first second IDX"));
        assertEquals(expected, inResp3("LCS first second IDX MINMATCHLEN -1"));
    }

    @Test
    void repliesHowLongTheRangesAre() {
        assertEquals(
                map(array(array(range(4, 7), range(5, 8), integer(4)), array(range(2, 3), range(0, 1), integer(2)))),
                inResp3("LCS first second IDX WITHMATCHLEN"));
    }

    @Test
    void leavesOutShortRanges() {
        ReplyValue onlyOne = map(array(array(range(4, 7), range(5, 8))));

        assertEquals(onlyOne, inResp3("LCS first second IDX MINMATCHLEN 3"));
        assertEquals(onlyOne, inResp3("LCS first second IDX MINMATCHLEN 4"));
        assertEquals(map(array()), inResp3("LCS first second IDX MINMATCHLEN 5"));
        assertEquals(bulk("mytext"), server.send("LCS first second MINMATCHLEN 5"));
    }

    @Test
    void repliesAnArrayInResp2() {
        assertEquals(
                array(bulk("matches"), array(array(range(4, 7), range(5, 8))), bulk("len"), integer(6)),
                server.send("LCS first second IDX MINMATCHLEN 4"));
    }

    @Test
    void takesMissingKeysAsEmpty() {
        assertEquals(bulk(""), server.send("LCS first missing"));
        assertEquals(integer(0), server.send("LCS missing missing2 LEN"));
        assertEquals(
                ReplyValue.map(bulk("matches"), array(), bulk("len"), integer(0)), inResp3("LCS missing second IDX"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOPE", "LEN NOPE", "MINMATCHLEN", "IDX MINMATCHLEN", "LEN IDX MINMATCHLEN", "''"})
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(error("ERR syntax error"), server.send("LCS first second " + options));
    }

    @Test
    void repliesLengthAndRangesByIdxAlone() {
        ReplyValue refused = error("ERR If you want both the length and indexes, please just use IDX.");

        assertEquals(refused, server.send("LCS first second LEN IDX"));
        assertEquals(refused, server.send("LCS first second IDX LEN"));
    }

    @Test
    void complainsOfTheFirstThingThatIsWrong() {
        server.send("TEST.OTHER other");

        assertEquals(NO_STRINGS, server.send("LCS other missing"));
        assertEquals(NO_STRINGS, server.send("LCS missing other NOPE"));
        assertEquals(
                error("ERR value is not an integer or out of range"),
                server.send("LCS first second MINMATCHLEN x NOPE"));
    }

    @Test
    void refusesWhatWouldTakeRedisTooMuchMemory() {
        server.server().changeParameters(Map.of("proto-max-bulk-len", Integer.toString(LIMIT_BYTES)));
        server.call("SET", "first", "x".repeat(511));
        server.call("SET", "second", "xy".repeat(255) + "x");
        assertEquals(integer(256), server.send("LCS first second LEN"));

        server.send("APPEND first x");
        assertEquals(TOO_LONG, server.send("LCS first second LEN"));
        assertEquals(TOO_LONG, server.send("LCS second first"));
        assertEquals(
                error("ERR If you want both the length and indexes, please just use IDX."),
                server.send("LCS first second LEN IDX"));
    }

    private ReplyValue inResp3(String line) {
        return server.newClient().protocol(3).send(line);
    }

    private static ReplyValue map(ReplyValue matches) {
        return ReplyValue.map(bulk("matches"), matches, bulk("len"), integer(6));
    }

    private static ReplyValue range(long first, long last) {
        return array(integer(first), integer(last));
    }
}
