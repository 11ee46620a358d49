package dev.mortise.hashes;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command answers; what Redis answers to all their odd calls is asked by the integration tests. */
class HashCommandsTest {

    private static final ReplyValue NO_INTEGER = error("ERR value is not an integer or out of range");

    private final TestServer server = TestServer.with(new HashesModule(), new TestKeys());

    @Nested
    class Setting {

        @Test
        void hsetCountsTheFieldsThatAreNew() {
            assertEquals(integer(2), server.send("HSET h a 1 b 2"));
            assertEquals(integer(1), server.send("HSET h b 3 c 4"));
            assertEquals(map(bulk("a"), bulk("1"), bulk("b"), bulk("3"), bulk("c"), bulk("4")), resp3("HGETALL h"));
        }

        @Test
        void hsetOfAFieldTwiceKeepsTheLastValue() {
            assertEquals(integer(1), server.send("HSET h a 1 a 2"));
            assertEquals(bulk("2"), server.send("HGET h a"));
        }

        @Test
        void aFieldWithoutAValueIsRefusedAndNothingCreated() {
            assertEquals(error("ERR wrong number of arguments for 'hset' command"), server.send("HSET h a 1 b"));
            assertEquals(error("ERR wrong number of arguments for 'hmset' command"), server.send("HMSET h a 1 b"));
            assertEquals(status("none"), server.send("TEST.TYPE h"));
        }

        @Test
        void hmsetIsHsetThatSaysOk() {
            assertEquals(ok(), server.send("HMSET h a 1 b 2"));
            assertEquals(array(bulk("1"), nil(), bulk("2")), server.send("HMGET h a x b"));
        }

        @Test
        void hsetnxSetsOnlyWhatIsNotThere() {
            assertEquals(integer(1), server.send("HSETNX h a 1"));
            assertEquals(integer(0), server.send("HSETNX h a 2"));
            assertEquals(bulk("1"), server.send("HGET h a"));
        }

        @Test
        void anExpiryStaysWhateverIsSetOrRemoved() {
            server.send("HSET h a 1");
            server.send("TEST.EXPIRE h 1000");
            server.send("HSET h b " + "x".repeat(100));
            server.send("HSET h a 12345678901234567890");
            server.send("HDEL h b");
            server.advance(Duration.ofMillis(999));
            assertEquals(integer(1), server.send("HLEN h"));
            server.advance(Duration.ofMillis(1));
            assertEquals(integer(0), server.send("HLEN h"));
        }
    }

    @Nested
    class Reading {

        @Test
        void whatIsNotThereIsNilOrZeroOrNothing() {
            server.send("HSET h a 1");
            for (String key : List.of("h", "missing")) {
                assertEquals(nil(), server.send("HGET " + key + " x"));
                assertEquals(integer(0), server.send("HEXISTS " + key + " x"));
                assertEquals(integer(0), server.send("HSTRLEN " + key + " x"));
            }
            assertEquals(integer(0), server.send("HLEN missing"));
            assertEquals(array(), server.send("HKEYS missing"));
            assertEquals(array(), server.send("HVALS missing"));
            assertEquals(map(), resp3("HGETALL missing"));
            assertEquals(array(nil(), nil()), server.send("HMGET missing a b"));
        }

        @Test
        void fieldsAndValuesAreOfAnyBytes() {
            byte[] odd = {0, -1, 13, 10};
            server.call(word("HSET"), word("h"), odd, new byte[0]);
            server.call(word("HSET"), word("h"), new byte[0], odd);
            assertEquals(bulk(""), server.call(word("HGET"), word("h"), odd));
            assertEquals(bulk(odd), server.call(word("HGET"), word("h"), new byte[0]));
            assertEquals(integer(4), server.call("HSTRLEN", "h", ""));
        }

        @Test
        void theThreeListings() {
            server.send("HSET h a 1 b 2");
            assertEquals(bulks("a", "1", "b", "2"), server.send("HGETALL h"));
            assertEquals(bulks("a", "b"), server.send("HKEYS h"));
            assertEquals(bulks("1", "2"), server.send("HVALS h"));
        }
    }

    @Nested
    class Removing {

        @Test
        void hdelCountsWhatWasThere() {
            server.send("HSET h a 1 b 2 c 3");
            assertEquals(integer(2), server.send("HDEL h a x b a"));
            assertEquals(integer(0), server.send("HDEL missing a"));
            assertEquals(bulks("c", "3"), server.send("HGETALL h"));
        }

        @Test
        void theKeyGoesWithTheLastField() {
            for (String value : List.of("1", "x".repeat(100))) {
                server.send("HSET h a 1 b " + value);
                server.send("HDEL h b a");
                assertEquals(status("none"), server.send("TEST.TYPE h"));
            }
        }
    }

    @Nested
    class Adding {

        @Test
        void hincrbyAddsToWhatIsThereOrZero() {
            assertEquals(integer(5), server.send("HINCRBY h n 5"));
            assertEquals(integer(-2), server.send("HINCRBY h n -7"));
            assertEquals(bulk("-2"), server.send("HGET h n"));
        }

        @Test
        void hincrbyRefusesWhatIsNoNumberOrBecomesTooLarge() {
            server.send("HSET h text abc most 9223372036854775807 empty \"\"");
            assertEquals(error("ERR hash value is not an integer"), server.send("HINCRBY h text 1"));
            assertEquals(error("ERR hash value is not an integer"), server.send("HINCRBY h empty 1"));
            assertEquals(error("ERR increment or decrement would overflow"), server.send("HINCRBY h most 1"));
            assertEquals(integer(9223372036854775806L), server.send("HINCRBY h most -1"));
            assertEquals(NO_INTEGER, server.send("HINCRBY h most 1.5"));
        }

        @Test
        void hincrbyfloatRepliesTheText() {
            assertEquals(bulk("0.1"), server.send("HINCRBYFLOAT h n 0.1"));
            assertEquals(bulk("0.3"), server.send("HINCRBYFLOAT h n 0.2"));
            assertEquals(bulk("5000"), server.send("HINCRBYFLOAT h m 5.0e3"));
            server.send("HSET h text abc endless inf");
            assertEquals(error("ERR hash value is not a float"), server.send("HINCRBYFLOAT h text 1"));
            assertEquals(error("ERR value is NaN or Infinity"), server.send("HINCRBYFLOAT h n inf"));
            assertEquals(error("ERR increment would produce NaN or Infinity"), server.send("HINCRBYFLOAT h endless 1"));
        }
    }

    @Nested
    class Scanning {

        @Test
        void aCompactHashIsRepliedAsAWhole() {
            server.send("HSET h a 1 b 2");
            assertEquals(array(bulk("0"), bulks("a", "1", "b", "2")), server.send("HSCAN h 0 COUNT 1"));
            assertEquals(array(bulk("0"), bulks("b", "2")), server.send("HSCAN h 0 MATCH b*"));
            assertEquals(array(bulk("0"), array()), server.send("HSCAN missing 0 NONSENSE"));
        }

        @Test
        void aLargeOneIsRepliedInParts() {
            for (int i = 0; i < 1000; i++) {
                server.send("HSET h field" + i + " " + i);
            }
            TreeSet<String> fields = new TreeSet<>();
            String cursor = "0";
            int calls = 0;
            do {
                var reply = ((ReplyValue.Array) server.send("HSCAN h " + cursor + " COUNT 50")).elements();
                cursor = ((ReplyValue.Bulk) reply.getFirst()).utf8();
                var found = ((ReplyValue.Array) reply.getLast()).elements();
                for (int i = 0; i < found.size(); i += 2) {
                    assertTrue(fields.add(((ReplyValue.Bulk) found.get(i)).utf8()));
                }
                calls++;
            } while (!cursor.equals("0"));
            assertEquals(1000, fields.size());
            assertTrue(calls > 5 && calls <= 20, "calls: " + calls);
        }
    }

    @Nested
    class PickingAtRandom {

        @Test
        void oneFieldOrNil() {
            server.send("HSET h a 1");
            assertEquals(bulk("a"), server.send("HRANDFIELD h"));
            assertEquals(nil(), server.send("HRANDFIELD missing"));
        }

        @Test
        void differentOnesUpToAll() {
            server.send("HSET h a 1 b 2");
            assertEquals(bulks("a", "b"), server.send("HRANDFIELD h 9223372036854775807"));
            assertEquals(bulks("a", "1", "b", "2"), server.send("HRANDFIELD h 5 WITHVALUES"));
            assertEquals(array(bulks("a", "1"), bulks("b", "2")), resp3("HRANDFIELD h 2 WITHVALUES"));
            assertEquals(array(), server.send("HRANDFIELD h 0"));
            assertEquals(array(), server.send("HRANDFIELD missing -5"));
        }

        @Test
        void theSameAgainIfTheCountIsNegative() {
            server.send("HSET h a 1");
            assertEquals(bulks("a", "a", "a"), server.send("HRANDFIELD h -3"));
            assertEquals(bulks("a", "1", "a", "1"), server.send("HRANDFIELD h -2 withvalues"));
        }

        @Test
        void countsBeyondReasonAreRefused() {
            server.send("HSET h a 1");
            assertEquals(
                    error("ERR value is out of range, value must between -9223372036854775807 and"
                            + " 9223372036854775807"),
                    server.send("HRANDFIELD h -9223372036854775808"));
            ReplyValue outOfRange = error("ERR value is out of range");
            assertEquals(outOfRange, server.send("HRANDFIELD h 4611686018427387904 WITHVALUES"));
            assertEquals(outOfRange, server.send("HRANDFIELD h -4611686018427387904 WITHVALUES"));
            assertEquals(outOfRange, server.send("HRANDFIELD h -9223372036854775807"));
            assertEquals(outOfRange, server.send("HRANDFIELD h -2147483648"));
            assertEquals(array(), server.send("HRANDFIELD missing -2147483648"));
        }

        @Test
        void anAnswerBeyondTheLargestStringIsRefused() {
            server.server().changeParameters(Map.of("proto-max-bulk-len", "1048576"));
            server.send("HSET h a " + "x".repeat(1000));
            assertEquals(error("ERR value is out of range"), server.send("HRANDFIELD h -2000 WITHVALUES"));
            assertEquals(
                    2000,
                    ((ReplyValue.Array) server.send("HRANDFIELD h -1000 WITHVALUES"))
                            .elements()
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HSET s a 1",
                "HSETNX s a 1",
                "HMSET s a 1",
                "HGET s a",
                "HMGET s a",
                "HDEL s a",
                "HLEN s",
                "HSTRLEN s a",
                "HEXISTS s a",
                "HKEYS s",
                "HVALS s",
                "HGETALL s",
                "HINCRBY s a 1",
                "HINCRBYFLOAT s a 1",
                "HSCAN s 0",
                "HRANDFIELD s",
                "HRANDFIELD s 0"
            })
    void aStringIsOfTheWrongType(String command) {
        server.send("TEST.PUT s");
        assertEquals(WRONG_TYPE, server.send(command));
    }

    @Test
    void whatIsAllowedInTheCompactFormCanChange() {
        server.send("HSET h a 1 b 2 c 3");
        assertEquals(status("listpack"), server.send("TEST.ENCODING h"));
        server.server().changeParameters(Map.of("hash-max-listpack-entries", "2"));
        assertEquals(status("listpack"), server.send("TEST.ENCODING h"));
        server.send("HSET h a 1");
        assertEquals(status("hashtable"), server.send("TEST.ENCODING h"));
        server.server().changeParameters(Map.of("hash-max-listpack-entries", "512", "hash-max-listpack-value", "3"));
        server.send("HSET other a 123");
        assertEquals(status("listpack"), server.send("TEST.ENCODING other"));
        server.send("HSETNX other a 1234");
        assertEquals(status("listpack"), server.send("TEST.ENCODING other"));
        server.send("HINCRBY other a 1000");
        assertEquals(status("hashtable"), server.send("TEST.ENCODING other"));
    }

    private static byte[] word(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private ReplyValue resp3(String line) {
        TestClient client = server.newClient();
        client.protocol(3);
        return client.send(line);
    }
}
