package dev.mortise.lists;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortCommandTest {

    private static final ReplyValue SYNTAX = error("ERR syntax error");
    private static final ReplyValue NO_NUMBER = error("ERR One or more scores can't be converted into double");

    private final TestServer server = TestServer.with(new ListsModule(), new TestKeys(), new TestShapes());

    @Nested
    class Order {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "SORT l | 1,2,10,10.5",
                    "SORT l ASC | 1,2,10,10.5",
                    "SORT l DESC | 10.5,10,2,1",
                    "SORT l DESC ASC | 1,2,10,10.5",
                    "SORT l ALPHA | 1,10,10.5,2",
                    "SORT l ALPHA DESC | 2,10.5,10,1",
                    "SORT l BY nosort | 10,2,10.5,1",
                    "SORT l BY nosort DESC | 1,10.5,2,10",
                    "SORT l BY w* BY nosort | 10,2,10.5,1",
                    "SORT l LIMIT 1 2 | 2,10",
                    "SORT l LIMIT -7 1 | 1",
                    "SORT l LIMIT 2 -1 | 10,10.5",
                    "SORT l LIMIT 3 9223372036854775807 | 10.5",
                    "SORT l DESC LIMIT 0 1 | 10.5",
                    "SORT l BY nosort LIMIT 1 2 | 2,10.5",
                    "SORT l BY nosort DESC LIMIT 1 2 | 10.5,2",
                    "SORT_RO l | 1,2,10,10.5"
                })
        void followsFromTheElements(String command, String expected) {
            server.send("RPUSH l 10 2 10.5 1");
            assertEquals(bulks(expected.split(",", -1)), server.send(command));
        }

        @Test
        void equalNumbersAreInTheOrderOfTheirBytes() {
            server.send("RPUSH l 1.0 1 -0 0 +1");
            assertEquals(bulks("-0", "0", "+1", "1", "1.0"), server.send("SORT l"));
            assertEquals(bulks("1.0", "1", "+1", "0", "-0"), server.send("SORT l DESC"));
        }

        @Test
        void numbersAreReadAsInC() {
            server.send("RPUSH l \" 3\" inf -infinity \"\" 1e2 .5 0xA");
            assertEquals(bulks("-infinity", "", ".5", " 3", "0xA", "1e2", "inf"), server.send("SORT l"));
        }

        @Test
        void aZeroByteIsTheEndOfWhatIsCompared() {
            server.send("RPUSH l 2 \"1\\x00x\" 1");
            assertEquals(bulks("1", "1\0x", "2"), server.send("SORT l"));
            server.send("RPUSH m b \"a\\x00b\" \"a\\x00a\"");
            assertEquals(bulks("a\0b", "a\0a", "b"), server.send("SORT m ALPHA"), "as they stood");
            server.send("SORT m ALPHA STORE m");
            assertEquals(bulks("a\0a", "a\0b", "b"), server.send("LRANGE m 0 -1"), "by all bytes");
        }

        @Test
        void elementsOfEqualWeightsStayAsTheyWere() {
            server.send("RPUSH l c a b");
            assertEquals(bulks("c", "a", "b"), server.send("SORT l BY w_* ALPHA"));
            assertEquals(bulks("c", "a", "b"), server.send("SORT l BY w_* ALPHA DESC"));
            assertEquals(bulks("a", "b", "c"), server.send("SORT l BY w_*"), "but equal numbers do not");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "\"1 \"", "nan", "1e400", "-1e400", "1e-400", "1e-310", "\" \""})
        void whatIsNoNumberIsAnError(String element) {
            server.send("RPUSH l 1 " + element);
            assertEquals(NO_NUMBER, server.send("SORT l"));
            assertEquals(NO_NUMBER, server.send("SORT l STORE other"));
            assertEquals(
                    2,
                    ((ReplyValue.Array) server.send("SORT l ALPHA")).elements().size());
        }

        @Test
        void nothingSortedIsNothing() {
            assertEquals(array(), server.send("SORT missing"));
            assertEquals(array(), server.send("SORT missing BY w_* GET o_*"));
            server.send("RPUSH l 1");
            assertEquals(array(), server.send("SORT l LIMIT 1 1"));
            assertEquals(array(), server.send("SORT l LIMIT 0 0"));
        }
    }

    @Nested
    class OtherKeys {

        @Test
        void tellTheOrder() {
            server.send("RPUSH l a b c missing");
            server.send("TEST.SET w_a 3");
            server.send("TEST.SET w_b -1");
            server.send("TEST.SET w_c 2");
            assertEquals(bulks("b", "missing", "c", "a"), server.send("SORT l BY w_*"));
            assertEquals(bulks("a", "c", "missing", "b"), server.send("SORT l BY w_* DESC"));
            assertEquals(bulks("missing", "b", "c", "a"), server.send("SORT l BY w_* ALPHA"));
            server.send("TEST.SET w_c x");
            assertEquals(NO_NUMBER, server.send("SORT l BY w_*"));
        }

        @Test
        void areRepliedInPlaceOfTheElements() {
            server.send("RPUSH l 2 1");
            server.send("TEST.SET name_1 one");
            server.send("TEST.SET name_2_x two");
            assertEquals(
                    array(bulk("one"), nil(), bulk("1"), nil(), bulk("two"), bulk("2")),
                    server.send("SORT l GET name_* GET name_*_x GET #"));
            assertEquals(array(nil(), nil()), server.send("SORT l GET name_1"));
            assertEquals(bulks("2", "1"), server.send("SORT l BY # GET #"));
        }

        @Test
        void mayBeHashesOfAnyModule() {
            server.send("RPUSH l 1 2 3");
            server.send("TEST.HSET h_1 weight 30");
            server.send("TEST.HSET h_1 name one");
            server.send("TEST.HSET h_2 weight 5");
            server.send("TEST.SET h_3 string");
            assertEquals(bulks("3", "2", "1"), server.send("SORT l BY h_*->weight"));
            assertEquals(array(bulk("one"), nil(), nil()), server.send("SORT l GET h_*->name"));
            assertEquals(array(nil(), nil(), bulk("string")), server.send("SORT l GET h_*"));
        }

        @Test
        void anArrowAtTheEndBelongsToTheKey() {
            server.send("RPUSH l 1");
            server.send("TEST.SET k1-> string");
            assertEquals(bulks("string"), server.send("SORT l GET k*->"));
            server.send("TEST.HSET k1 >f value");
            assertEquals(bulks("value"), server.send("SORT l GET k*->>f"));
        }

        @Test
        void thatAreOverAreNotThere() {
            server.send("RPUSH l 1");
            server.send("TEST.SET k1 x");
            server.send("TEST.EXPIRE k1 5");
            assertEquals(bulks("x"), server.send("SORT l GET k*"));
            server.advance(Duration.ofMillis(5));
            assertEquals(array(nil()), server.send("SORT l GET k*"));
        }

        @Test
        void mayBeTheKeyItself() {
            server.send("RPUSH l l");
            assertEquals(array(nil()), server.send("SORT l BY * ALPHA GET *"));
        }
    }

    @Nested
    class Storing {

        @Test
        void makesAList() {
            server.send("RPUSH l 3 1 2");
            assertEquals(integer(3), server.send("SORT l STORE sorted"));
            assertEquals(bulks("1", "2", "3"), server.send("LRANGE sorted 0 -1"));
            assertEquals(integer(6), server.send("SORT l GET # GET none_* STORE sorted"));
            assertEquals(bulks("1", "", "2", "", "3", ""), server.send("LRANGE sorted 0 -1"));
            assertEquals(integer(3), server.send("SORT l DESC STORE one STORE l"));
            assertEquals(bulks("3", "2", "1"), server.send("LRANGE l 0 -1"));
            assertEquals(status("none"), server.send("TEST.TYPE one"));
        }

        @Test
        void replacesWhateverIsThere() {
            server.send("RPUSH l 1");
            server.send("TEST.PUT s");
            server.send("TEST.EXPIRE s 5");
            server.send("SORT l STORE s");
            server.advance(Duration.ofMillis(5));
            assertEquals(bulks("1"), server.send("LRANGE s 0 -1"));
            assertEquals(integer(0), server.send("SORT missing STORE s"));
            assertEquals(status("none"), server.send("TEST.TYPE s"));
        }

        @Test
        void servesWhoWaits() {
            var waiting = server.newClient();
            waiting.begin("BLPOP sorted 0");
            server.send("RPUSH l 2 1");
            server.send("SORT l BY w_* STORE sorted");
            assertEquals(List.of(bulks("sorted", "1")), waiting.received());
        }

        @Test
        void isNotForTheReadOnlyForm() {
            assertEquals(SYNTAX, server.send("SORT_RO l STORE x"));
        }
    }

    @Nested
    class Sets {

        @Test
        void areSortedAsListsAre() {
            List.of("3", "1", "2").forEach(member -> server.send("TEST.SADD s " + member));
            assertEquals(bulks("1", "2", "3"), server.send("SORT s"));
            assertEquals(bulks("3"), server.send("SORT s DESC LIMIT 0 1"));
            assertEquals(bulks("3", "1", "2"), server.send("SORT s BY nosort DESC"));
        }

        @Test
        void areStoredInAnOrderAtLeast() {
            List.of("b", "a", "10", "9").forEach(member -> server.send("TEST.SADD s " + member));
            server.send("SORT s BY nosort STORE l");
            assertEquals(bulks("10", "9", "a", "b"), server.send("LRANGE l 0 -1"));
        }

        @Test
        void withScoresAreInTheirOrderIfNotSorted() {
            server.send("TEST.ZADD z 3 1");
            server.send("TEST.ZADD z 1 2");
            server.send("TEST.ZADD z 2 1");
            assertEquals(bulks("2", "3", "1"), server.send("SORT z BY nosort"));
            assertEquals(bulks("1", "3"), server.send("SORT z BY nosort DESC LIMIT 0 2"));
            assertEquals(bulks("1", "2", "3"), server.send("SORT z"));
            assertEquals(bulks("1", "2", "3"), server.send("SORT z BY w_*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIMIT 1", "LIMIT", "BY", "GET", "STORE", "NOPE", "ALPHA NOPE", "GET a b"})
    void optionsThatMakeNoSense(String options) {
        assertEquals(SYNTAX, server.send("SORT missing " + options));
    }

    @Test
    void whatCannotBeSorted() {
        server.send("TEST.PUT s");
        server.send("TEST.HSET h a b");
        assertEquals(TestKeys.WRONG_TYPE, server.send("SORT s"));
        assertEquals(TestKeys.WRONG_TYPE, server.send("SORT h BY nosort"));
        assertEquals(SYNTAX, server.send("SORT s NOPE"));
        assertEquals(
                error("ERR value is not an integer or out of range"),
                server.send("SORT s LIMIT 0 9223372036854775808"));
    }
}
