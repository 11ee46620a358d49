package dev.mortise.lists;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.nilArray;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command answers; what Redis answers to all their odd calls is asked by the integration tests. */
class ListCommandsTest {

    private static final ReplyValue NO_INTEGER = error("ERR value is not an integer or out of range");
    private static final ReplyValue SYNTAX = error("ERR syntax error");
    private static final ReplyValue NOT_POSITIVE = error("ERR value is out of range, must be positive");

    private final TestServer server = TestServer.with(new ListsModule(), new TestKeys());

    private ReplyValue all(String key) {
        return server.send("LRANGE " + key + " 0 -1");
    }

    @Nested
    class Pushing {

        @Test
        void theLastElementPushedIsOutermost() {
            assertEquals(integer(3), server.send("RPUSH l a b c"));
            assertEquals(integer(5), server.send("LPUSH l x y"));
            assertEquals(bulks("y", "x", "a", "b", "c"), all("l"));
        }

        @Test
        void theFormsWithXCreateNothing() {
            assertEquals(integer(0), server.send("LPUSHX l a"));
            assertEquals(integer(0), server.send("RPUSHX l a b"));
            assertEquals(status("none"), server.send("TEST.TYPE l"));
            server.send("RPUSH l a");
            assertEquals(integer(3), server.send("LPUSHX l x y"));
            assertEquals(integer(4), server.send("RPUSHX l z"));
            assertEquals(bulks("y", "x", "a", "z"), all("l"));
        }

        @Test
        void anExpiryStaysWhateverIsPushedOrPopped() {
            server.send("RPUSH l a");
            server.send("TEST.EXPIRE l 1000");
            server.call("RPUSH", "l", "x".repeat(5000));
            server.send("LMOVE l l LEFT RIGHT");
            server.send("LPOP l");
            server.advance(Duration.ofMillis(999));
            assertEquals(integer(1), server.send("LLEN l"));
            server.advance(Duration.ofMillis(1));
            assertEquals(integer(0), server.send("LLEN l"));
        }
    }

    @Nested
    class Popping {

        @Test
        void oneOrNil() {
            server.send("RPUSH l a b c");
            assertEquals(bulk("a"), server.send("LPOP l"));
            assertEquals(bulk("c"), server.send("RPOP l"));
            assertEquals(nil(), server.send("LPOP missing"));
        }

        @Test
        void asManyAsThereAreTheOutermostFirst() {
            server.send("RPUSH l a b c d e");
            assertEquals(bulks("a", "b"), server.send("LPOP l 2"));
            assertEquals(array(), server.send("LPOP l 0"));
            assertEquals(bulks("e", "d", "c"), server.send("RPOP l 9223372036854775807"));
            assertEquals(status("none"), server.send("TEST.TYPE l"));
            assertEquals(nilArray(), server.send("RPOP l 0"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "x", "1.0", "9223372036854775808", "\"\""})
        void countsThatAreNoneAreRefusedWhateverTheKey(String count) {
            server.send("TEST.PUT s");
            for (String key : List.of("l", "s")) {
                assertEquals(NOT_POSITIVE, server.send("LPOP " + key + " " + count));
            }
        }

        @Test
        void acrossPages() {
            server.server().changeParameters(Map.of("list-max-listpack-size", "2"));
            server.send("RPUSH l a b c d e f g");
            assertEquals(bulks("a", "b", "c"), server.send("LPOP l 3"));
            assertEquals(bulks("g", "f", "e"), server.send("RPOP l 3"));
            assertEquals(bulks("d"), all("l"));
        }
    }

    @Nested
    class ByIndex {

        @Test
        void fromEitherEnd() {
            server.send("RPUSH l a b c");
            assertEquals(bulk("c"), server.send("LINDEX l 2"));
            assertEquals(nil(), server.send("LINDEX l 3"));
            assertEquals(bulk("a"), server.send("LINDEX l -3"));
            assertEquals(nil(), server.send("LINDEX l -4"));
            assertEquals(nil(), server.send("LINDEX missing x"));
            assertEquals(NO_INTEGER, server.send("LINDEX l x"));
        }

        @Test
        void lsetReplaces() {
            server.send("RPUSH l a b c");
            assertEquals(ok(), server.send("LSET l -1 longer"));
            assertEquals(ok(), server.send("LSET l 0 \"\""));
            assertEquals(bulks("", "b", "longer"), all("l"));
            assertEquals(error("ERR index out of range"), server.send("LSET l 3 x"));
            assertEquals(error("ERR index out of range"), server.send("LSET l -4 x"));
            assertEquals(error("ERR no such key"), server.send("LSET missing x x"));
            assertEquals(NO_INTEGER, server.send("LSET l x x"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0 -1 | abcde",
                    "1 3 | bcd",
                    "-2 -1 | de",
                    "-100 1 | ab",
                    "3 100 | de",
                    "4 4 | e",
                    "5 9 | ",
                    "3 2 | ",
                    "0 -6 | ",
                    "-9223372036854775808 9223372036854775807 | abcde",
                    "9223372036854775807 9223372036854775807 | ",
                    "-9223372036854775808 -9223372036854775808 | "
                })
        void rangesAreWhatIsThereOfThem(String range, String expected) {
            ReplyValue elements = expected == null ? array() : bulks(expected.split(""));
            for (String size : List.of("-2", "2")) {
                server.server().changeParameters(Map.of("list-max-listpack-size", size));
                server.send("LTRIM l 1 0");
                server.send("RPUSH l a b c d e");
                assertEquals(elements, server.send("LRANGE l " + range));
                assertEquals(ok(), server.send("LTRIM l " + range));
                assertEquals(elements, all("l"));
            }
        }

        @Test
        void rangesOfNothing() {
            assertEquals(array(), server.send("LRANGE missing 0 -1"));
            assertEquals(ok(), server.send("LTRIM missing 0 -1"));
            assertEquals(NO_INTEGER, server.send("LRANGE missing x 1"));
            assertEquals(NO_INTEGER, server.send("LTRIM missing 1 x"));
        }
    }

    @Nested
    class ByElement {

        @Test
        void linsertPutsAnElementBesideTheFirstMatch() {
            server.send("RPUSH l a b a");
            assertEquals(integer(4), server.send("LINSERT l before a x"));
            assertEquals(integer(5), server.send("LINSERT l AFTER a y"));
            assertEquals(bulks("x", "a", "y", "b", "a"), all("l"));
            assertEquals(integer(-1), server.send("LINSERT l BEFORE missing x"));
            assertEquals(integer(0), server.send("LINSERT missing BEFORE a x"));
            assertEquals(SYNTAX, server.send("LINSERT missing BESIDE a x"));
        }

        @Test
        void lremRemovesFromEitherEndOrAll() {
            server.send("RPUSH l a b a c a d a");
            assertEquals(integer(1), server.send("LREM l 1 a"));
            assertEquals(integer(2), server.send("LREM l -2 a"));
            assertEquals(bulks("b", "a", "c", "d"), all("l"));
            assertEquals(integer(0), server.send("LREM l 0 missing"));
            assertEquals(integer(0), server.send("LREM missing 0 a"));
            server.send("RPUSH l a a");
            assertEquals(integer(3), server.send("LREM l 0 a"));
            assertEquals(bulks("b", "c", "d"), all("l"));
        }

        @Test
        void theKeyGoesWithTheLastElement() {
            server.send("RPUSH l a a");
            assertEquals(integer(2), server.send("LREM l -9223372036854775808 a"));
            assertEquals(status("none"), server.send("TEST.TYPE l"));
        }

        @Test
        void lposFindsFromEitherEnd() {
            server.send("RPUSH l a b c a b c a");
            assertEquals(integer(0), server.send("LPOS l a"));
            assertEquals(integer(3), server.send("LPOS l a RANK 2"));
            assertEquals(nil(), server.send("LPOS l a RANK 4"));
            assertEquals(integer(6), server.send("LPOS l a RANK -1"));
            assertEquals(integer(3), server.send("LPOS l a RANK -2"));
            assertEquals(array(integer(0), integer(3)), server.send("LPOS l a COUNT 2"));
            assertEquals(array(integer(6), integer(3), integer(0)), server.send("LPOS l a COUNT 0 RANK -1"));
            assertEquals(array(integer(3), integer(6)), server.send("LPOS l a RANK 2 COUNT 5"));
            assertEquals(nil(), server.send("LPOS l c MAXLEN 2"));
            assertEquals(integer(2), server.send("LPOS l c MAXLEN 3"));
            assertEquals(nil(), server.send("LPOS l missing"));
            assertEquals(array(), server.send("LPOS l missing COUNT 1"));
            assertEquals(nil(), server.send("LPOS missing a"));
            assertEquals(array(), server.send("LPOS missing a COUNT 0"));
        }

        @Test
        void optionsOfLposThatMakeNoSense() {
            assertEquals(SYNTAX, server.send("LPOS l a RANK"));
            assertEquals(SYNTAX, server.send("LPOS l a NOPE 1"));
            assertEquals(NO_INTEGER, server.send("LPOS l a RANK x"));
            assertEquals(
                    error("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
                            + " negative to start from the end of the list"),
                    server.send("LPOS l a RANK 0"));
            assertEquals(error("ERR COUNT can't be negative"), server.send("LPOS l a COUNT -1"));
            assertEquals(error("ERR MAXLEN can't be negative"), server.send("LPOS l a MAXLEN x"));
        }
    }

    @Nested
    class Moving {

        @Test
        void fromEndToEnd() {
            server.send("RPUSH from a b c d");
            assertEquals(bulk("a"), server.send("LMOVE from to LEFT LEFT"));
            assertEquals(bulk("d"), server.send("LMOVE from to right right"));
            assertEquals(bulk("c"), server.send("RPOPLPUSH from to"));
            assertEquals(bulks("c", "a", "d"), all("to"));
            assertEquals(bulk("b"), server.send("LMOVE from to LEFT RIGHT"));
            assertEquals(status("none"), server.send("TEST.TYPE from"));
            assertEquals(nil(), server.send("LMOVE from to LEFT RIGHT"));
            assertEquals(SYNTAX, server.send("LMOVE from to LEFT BESIDE"));
        }

        @ParameterizedTest
        @CsvSource({"LEFT,RIGHT,bca", "RIGHT,LEFT,cab", "LEFT,LEFT,abc", "RIGHT,RIGHT,abc"})
        void withinOneList(String from, String to, String expected) {
            server.send("RPUSH l a b c");
            server.send("LMOVE l l " + from + " " + to);
            assertEquals(bulks(expected.split("")), all("l"));
        }

        @Test
        void theOnlyElementToItself() {
            server.send("RPUSH l a");
            assertEquals(bulk("a"), server.send("RPOPLPUSH l l"));
            assertEquals(bulks("a"), all("l"));
        }

        /** It is an object then, and no longer the bytes in the keyspace. */
        @Test
        void withinOneListThatIsLarge() {
            String element = "x".repeat(900);
            server.call("RPUSH", "l", element, "b");
            assertEquals(bulk(element), server.send("LMOVE l l LEFT RIGHT"));
            assertEquals(bulks("b", element), all("l"));
            server.call("RPUSH", "l", element);
            assertEquals(bulk("b"), server.send("LMOVE l l LEFT RIGHT"));
            assertEquals(bulks(element, element, "b"), all("l"));
        }

        @Test
        void nothingIsTakenIfTheOtherKeyIsNoList() {
            server.send("RPUSH l a");
            server.send("TEST.PUT s");
            assertEquals(WRONG_TYPE, server.send("LMOVE l s LEFT LEFT"));
            assertEquals(bulks("a"), all("l"));
            assertEquals(nil(), server.send("LMOVE missing s LEFT LEFT"));
        }
    }

    @Nested
    class PoppingFromManyKeys {

        @Test
        void theFirstListThatIsThere() {
            server.send("RPUSH l a b c");
            assertEquals(array(bulk("l"), bulks("a")), server.send("LMPOP 2 missing l LEFT"));
            assertEquals(array(bulk("l"), bulks("c", "b")), server.send("LMPOP 1 l right count 5"));
            assertEquals(nilArray(), server.send("LMPOP 2 missing l LEFT"));
        }

        @Test
        void whatMakesNoSense() {
            ReplyValue noKeys = error("ERR numkeys should be greater than 0");
            ReplyValue noCount = error("ERR count should be greater than 0");
            assertEquals(noKeys, server.send("LMPOP 0 l LEFT"));
            assertEquals(noKeys, server.send("LMPOP x l LEFT"));
            assertEquals(SYNTAX, server.send("LMPOP 2 l LEFT"));
            assertEquals(SYNTAX, server.send("LMPOP 9223372036854775807 l LEFT"));
            assertEquals(SYNTAX, server.send("LMPOP 1 l BESIDE"));
            assertEquals(SYNTAX, server.send("LMPOP 1 l LEFT COUNT"));
            assertEquals(SYNTAX, server.send("LMPOP 1 l LEFT COUNT 1 COUNT 1"));
            assertEquals(noCount, server.send("LMPOP 1 l LEFT COUNT 0"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LPUSH s a",
                "RPUSH s a",
                "LPUSHX s a",
                "RPUSHX s a",
                "LPOP s",
                "RPOP s 1",
                "LLEN s",
                "LINDEX s x",
                "LINSERT s BEFORE a b",
                "LSET s x a",
                "LRANGE s 0 1",
                "LREM s 0 a",
                "LTRIM s 0 1",
                "LPOS s a",
                "LMOVE s l LEFT LEFT",
                "RPOPLPUSH s l",
                "LMPOP 2 missing s LEFT",
                "BLPOP missing s 0",
                "BRPOP s 0",
                "BLMOVE s l LEFT LEFT 0",
                "BRPOPLPUSH s l 0",
                "BLMPOP 0 1 s LEFT"
            })
    void aStringIsOfTheWrongType(String command) {
        server.send("TEST.PUT s");
        assertEquals(WRONG_TYPE, server.send(command));
    }

    @Test
    void theEncodingIsAlwaysTheSame() {
        server.send("RPUSH l a");
        assertEquals(status("quicklist"), server.send("TEST.ENCODING l"));
        server.call("RPUSH", "l", "x".repeat(20_000));
        assertEquals(status("quicklist"), server.send("TEST.ENCODING l"));
    }
}
