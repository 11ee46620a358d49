package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlowLogCommandsTest {

    private static final String ADDRESS = "127.0.0.1:1024";

    private final TestServer server = TimedModule.newServer();

    /** {@return the words of each entry, latest first, with the microseconds before them} */
    private List<String> log() {
        List<String> log = new ArrayList<>();
        for (ReplyValue entry : ((ReplyValue.Array) server.send("SLOWLOG GET -1")).elements()) {
            List<ReplyValue> fields = ((ReplyValue.Array) entry).elements();
            StringBuilder line = new StringBuilder(fields.get(2).toString().replaceAll("[^0-9]", ""));
            for (ReplyValue word : ((ReplyValue.Array) fields.get(3)).elements()) {
                line.append(' ').append(((ReplyValue.Bulk) word).utf8());
            }
            log.add(line.toString());
        }
        return log;
    }

    private void pipeline(String... lines) {
        byte[] requests = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(true, server.newClient().exchange(requests).length > 0);
    }

    @Test
    void tellsWhenWhatWhoAndHowLong() {
        TestClient client = server.newClient();
        client.send("CLIENT SETNAME ana");
        client.send("SLOW 12345 a");

        assertEquals(
                array(array(
                        integer(0),
                        integer(server.nowMillis() / 1000),
                        integer(12345),
                        bulks("SLOW", "12345", "a"),
                        bulk(ADDRESS),
                        bulk("ana"))),
                server.send("SLOWLOG GET"));
    }

    @Test
    void keepsWhatTakesAsLongAsTheThreshold() {
        server.send("SLOW 9999");
        server.send("SLOW 10000");

        assertEquals(List.of("10000 SLOW 10000"), log());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 2", "1, 1", "1001, 0"})
    void theThresholdCanChange(String threshold, int entries) {
        server.send("CONFIG SET slowlog-log-slower-than " + threshold);

        server.send("SLOW 1000");
        assertEquals(integer(entries), server.send("SLOWLOG LEN"));
    }

    @Test
    void keepsTheLatestAndGivesEachANumberOfItsOwn() {
        server.send("CONFIG SET slowlog-max-len 2");
        server.send("SLOW 10001");
        server.send("SLOW 10002");
        server.send("SLOW 10003");

        assertEquals(List.of("10003 SLOW 10003", "10002 SLOW 10002"), log());
        assertEquals(ok(), server.send("SLOWLOG RESET"));
        assertEquals(List.of(), log());

        server.send("SLOW 10004");
        ReplyValue.Array entry = (ReplyValue.Array)
                ((ReplyValue.Array) server.send("SLOWLOG GET 1")).elements().getFirst();
        assertEquals(integer(3), entry.elements().getFirst());
    }

    @Test
    void showsTenUnlessAskedForMore() {
        for (int i = 0; i < 12; i++) {
            server.send("SLOW 10000");
        }

        assertEquals(
                10, ((ReplyValue.Array) server.send("SLOWLOG GET")).elements().size());
        assertEquals(
                12,
                ((ReplyValue.Array) server.send("SLOWLOG GET -1")).elements().size());
        assertEquals(
                12,
                ((ReplyValue.Array) server.send("SLOWLOG GET 99999999999"))
                        .elements()
                        .size());
        assertEquals(array(), server.send("SLOWLOG GET 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "x", "1.5", "99999999999999999999"})
    void countsFromMinusOneOn(String count) {
        assertEquals(error("ERR count should be greater than or equal to -1"), server.send("SLOWLOG GET " + count));
    }

    @Test
    void leavesOutWhatIsNotToBeInIt() {
        server.send("HIDDEN 10000");

        assertEquals(List.of(), log());
    }

    @Nested
    class Words {

        @Test
        void areCutAfter128Bytes() {
            server.send("SLOW 10000 " + "x".repeat(128) + " " + "y".repeat(130));

            assertEquals(
                    List.of("10000 SLOW 10000 " + "x".repeat(128) + " " + "y".repeat(128) + "... (2 more bytes)"),
                    log());
        }

        @Test
        void endAfter32() {
            server.send("SLOW 10000" + " a".repeat(30));
            server.send("SLOW 10000" + " a".repeat(31));

            assertEquals(
                    List.of(
                            "10000 SLOW 10000" + " a".repeat(29) + " ... (2 more arguments)",
                            "10000 SLOW 10000" + " a".repeat(30)),
                    log());
        }

        @ParameterizedTest
        @CsvSource({
            "AUTH secret, AUTH (redacted)",
            "AUTH me secret, AUTH (redacted) (redacted)",
            "auth a b c, auth (redacted) (redacted) (redacted)",
            "HELLO 3 AUTH me secret SETNAME x, HELLO 3 AUTH (redacted) (redacted) SETNAME x",
            "CONFIG SET hz 10 requirepass secret, CONFIG SET hz 10 requirepass (redacted)",
            "CONFIG SET REQUIREPASS secret nope 1, CONFIG SET REQUIREPASS (redacted) nope 1",
        })
        void doNotTellSecrets(String request, String shown) {
            server.send("CONFIG SET slowlog-log-slower-than 0");

            server.send(request);

            server.send("CONFIG SET slowlog-log-slower-than -1 requirepass ''");
            assertEquals("0 " + shown, log().getFirst());
        }
    }

    @Nested
    class Pipelines {

        @Test
        void eachCommandIsTimedThatIsNotKnownToBeShort() {
            pipeline("SLOW 9000 a", "SLOW 9000 b", "SLOW 11000 c", "STEADY 9000 d", "STEADY 9000 e", "STEADY 12000 f");

            assertEquals(List.of("12000 STEADY 12000 f", "11000 SLOW 11000 c"), log());
        }

        @Test
        void oneThatIsSaysWithHowManyItWasTimed() {
            pipeline("QUICK 0 a", "QUICK 11000 b", "QUICK 0 c", "SLOW 0");

            assertEquals(List.of("11000 QUICK 0 c ... (one of 3 timed together)"), log());
        }

        /** A request that is short has few things. */
        @Test
        void whatTakesConstantTimeForEachThingIsTimedTogetherAsWell() {
            pipeline("QUICKLY 0 a", "QUICKLY 11000 b c", "QUICKLY 0 d", "QUICKLY 0 " + "x".repeat(20_000), "QUICKLY 0");

            assertEquals(List.of("11000 QUICKLY 0 d ... (one of 3 timed together)"), log());
        }

        @Test
        void noMoreThan32AreTimedTogether() {
            String[] requests = new String[70];
            for (int i = 0; i < requests.length; i++) {
                requests[i] = i == 32 ? "QUICK 11000 first-of-the-second-group" : "QUICK 0 " + i;
            }
            pipeline(requests);

            assertEquals(List.of("11000 QUICK 0 63 ... (one of 32 timed together)"), log());
        }

        @Test
        void theTimeOfOneCommandIsNeverAnothers() {
            pipeline("QUICK 11000 a", "STEADY 0 b", "NOSUCH", "QUICK 0 c", "SLOW 0 d");

            assertEquals(List.of("11000 QUICK 11000 a"), log());
        }

        @Test
        void aLongRequestIsTimedByItself() {
            pipeline("QUICK 0 a", "QUICK 11000 " + "x".repeat(20_000), "QUICK 0 c");

            assertEquals(List.of("11000 QUICK 11000 " + "x".repeat(128) + "... (19872 more bytes)"), log());
        }

        @Test
        void aLongReplyIsTheLastOfItsGroup() {
            pipeline("QUICK 0 a", "QUICK 11000 20000", "QUICK 0 c");

            assertEquals(List.of("11000 QUICK 11000 20000 ... (one of 2 timed together)"), log());
        }

        @Test
        void withALowThresholdEachIsTimed() {
            server.send("CONFIG SET slowlog-log-slower-than 999");

            pipeline("QUICK 998 a", "QUICK 1000 b", "QUICK 999 c", "QUICK 0 d");

            assertEquals(List.of("999 QUICK 999 c", "1000 QUICK 1000 b"), log());
        }
    }
}
