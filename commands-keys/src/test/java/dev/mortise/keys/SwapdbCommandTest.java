package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapdbCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void exchangesTwoDatabases() {
        for (int i = 0; i < 100; i++) {
            server.send("TEST.PUT zero" + i);
        }
        server.send("TEST.SELECT 3");
        server.send("TEST.PUT three");

        assertEquals(ok(), server.send("SWAPDB 0 3"));

        assertEquals(integer(100), server.send("DBSIZE"));
        assertEquals(nil(), server.send("TEST.GET three"));
        assertEquals(bulk("zero7"), server.send("TEST.GET zero7"));
        server.send("TEST.SELECT 0");
        assertEquals(integer(1), server.send("DBSIZE"));
        assertEquals(bulk("three"), server.send("TEST.GET three"));
    }

    @Test
    void exchangesThemForEverybody() {
        TestClient other = server.newClient();
        other.send("TEST.SELECT 3");
        other.send("TEST.PUT three");

        server.send("SWAPDB 3 0");

        assertEquals(nil(), other.send("TEST.GET three"));
        assertEquals(bulk("three"), server.send("TEST.GET three"));
    }

    @Test
    void leavesOneThatIsExchangedWithItself() {
        server.send("TEST.PUT key");

        assertEquals(ok(), server.send("SWAPDB 0 0"));
        assertEquals(bulk("key"), server.send("TEST.GET key"));
    }

    @Test
    void leavesExpiriesWithTheirKeys() {
        server.send("TEST.PUT key 10");

        server.send("SWAPDB 0 3");

        server.send("TEST.SELECT 3");
        assertEquals(integer(10), server.send("PTTL key"));
        server.advance(ofMillis(10));
        assertEquals(1, server.reclaimExpired());
        assertEquals(integer(0), server.send("DBSIZE"));
    }

    @Test
    void letsAScanGoOnWhereItIs() {
        IntStream.range(0, 1000).forEach(i -> server.send("TEST.PUT key" + i));
        List<String> found = new ArrayList<>();
        String cursor = "0";
        do {
            var page = server.send("SCAN " + cursor);
            found.addAll(Replies.keys(page));
            cursor = Replies.cursor(page);
            server.send("SWAPDB 0 3");
            server.send("SWAPDB 3 0");
        } while (!cursor.equals("0"));

        assertEquals(
                IntStream.range(0, 1000).mapToObj(i -> "key" + i).sorted().toList(),
                found.stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "x 0, ERR invalid first DB index",
        "2147483648 0, ERR invalid first DB index",
        "x x, ERR invalid first DB index",
        "x 16, ERR invalid first DB index",
        "0 x, ERR invalid second DB index",
        "16 x, ERR invalid second DB index",
        "0 -2147483649, ERR invalid second DB index",
        "16 0, ERR DB index is out of range",
        "0 16, ERR DB index is out of range",
        "-1 0, ERR DB index is out of range",
        "0 -1, ERR DB index is out of range"
    })
    void refusesWhatIsNoDatabase(String arguments, String refusal) {
        server.send("TEST.PUT key");

        assertEquals(error(refusal), server.send("SWAPDB " + arguments));
        assertEquals(bulk("key"), server.send("TEST.GET key"));
    }
}
