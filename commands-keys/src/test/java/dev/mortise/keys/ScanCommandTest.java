package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {

    private static final ReplyValue SYNTAX = error("ERR syntax error");

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void endsAtOnceIfThereIsNothing() {
        assertEquals(array(bulk("0"), array()), server.send("SCAN 0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100, 256, 257, 10_000})
    void repliesEachKeyOnceUntilTheCursorIsZero(int count) {
        List<String> expected = fill(1000);

        List<String> found = new ArrayList<>();
        String cursor = "0";
        do {
            ReplyValue reply = server.send("SCAN " + cursor + " COUNT " + count);
            cursor = Replies.cursor(reply);
            found.addAll(Replies.keys(reply));
        } while (!cursor.equals("0"));

        assertEquals(expected, found.stream().sorted().toList());
    }

    @Test
    void repliesOnceWhatStaysThoughOthersComeAndGo() {
        List<String> staying = fill(1000);

        List<String> found = new ArrayList<>();
        String cursor = "0";
        int call = 0;
        do {
            ReplyValue reply = server.send("SCAN " + cursor);
            cursor = Replies.cursor(reply);
            found.addAll(Replies.keys(reply));
            // First the keyspace grows to many times its size, then it shrinks again.
            for (int i = 0; i < 100; i++) {
                server.send((call < 50 ? "TEST.PUT" : "DEL") + " coming:" + (call % 50) + ":" + i);
            }
            call++;
        } while (!cursor.equals("0"));

        assertEquals(
                staying,
                found.stream().filter(key -> key.startsWith("key:")).sorted().toList());
    }

    @Test
    void looksAtAboutTenKeysIfNotToldHowMany() {
        fill(1000);

        ReplyValue reply = server.send("SCAN 0");

        assertNotEquals("0", Replies.cursor(reply));
        assertTrue(Replies.keys(reply).size() < 100, () -> "about ten: " + reply);
    }

    @Test
    void takesAnyCountThatIsANumber() {
        List<String> expected = fill(1000);

        ReplyValue reply = server.send("SCAN 0 COUNT 9223372036854775807");

        assertEquals("0", Replies.cursor(reply));
        assertEquals(expected, Replies.keys(reply));
    }

    @Test
    void doesNotSeeWhatHasExpired() {
        server.send("TEST.PUT mortal 10");
        server.send("TEST.PUT immortal");
        server.advance(ofMillis(10));

        assertEquals(array(bulk("0"), bulks("immortal")), server.send("SCAN 0 COUNT 100"));
    }

    @ParameterizedTest
    @CsvSource({
        "MATCH f*, foo foobar",
        "match *bar, bar foobar",
        "MATCH *, bar foo foobar",
        "MATCH nope, ''",
        "MATCH a* MATCH f*, foo foobar",
        "TYPE string, foo foobar",
        "type STRING, foo foobar",
        "TYPE other, bar",
        "TYPE nope, ''",
        "TYPE other TYPE string, foo foobar",
        "TYPE other MATCH *a*, bar",
        "COUNT 1 COUNT 1000 MATCH *, bar foo foobar"
    })
    void repliesWhatIsAskedFor(String options, String expected) {
        server.send("TEST.PUT foo");
        server.send("TEST.OTHER bar");
        server.send("TEST.PUT foobar");

        assertEquals(expected, String.join(" ", Replies.keys(server.send("SCAN 0 COUNT 1000 " + options))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH",
                "COUNT",
                "TYPE",
                "FOO",
                "FOO bar",
                "COUNT 0",
                "COUNT -1",
                "COUNT 0 FOO",
                "MATCH * COUNT",
                "''"
            })
    void rejectsOptionsThatMakeNoSense(String options) {
        assertEquals(SYNTAX, server.send("SCAN 0 " + options));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "''", "9223372036854775808"})
    void rejectsACountThatIsNoNumber(String count) {
        ReplyValue noNumber = error("ERR value is not an integer or out of range");

        assertEquals(noNumber, server.send("SCAN 0 COUNT " + count));
        assertEquals(noNumber, server.send("SCAN 0 COUNT " + count + " FOO"));
    }

    @Test
    void complainsOfTheCursorFirst() {
        assertEquals(error("ERR invalid cursor"), server.send("SCAN abc"));
        assertEquals(error("ERR invalid cursor"), server.send("SCAN abc FOO"));
        assertEquals(error("ERR invalid cursor"), server.send("SCAN abc COUNT 0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1",
                "4503599627370496",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615"
            })
    void goesOnFromSomewhereIfTheCursorIsMadeUp(String cursor) {
        List<String> all = fill(100);

        ReplyValue reply = server.send("SCAN " + cursor + " COUNT 1000");

        assertTrue(all.containsAll(Replies.keys(reply)), () -> "keys there are: " + reply);
    }

    @Test
    void staysInTheDatabaseOfTheClient() {
        server.send("TEST.PUT here");
        server.send("TEST.SELECT 1");
        server.send("TEST.PUT there");

        assertEquals(array(bulk("0"), bulks("there")), server.send("SCAN 0 COUNT 100"));
    }

    private List<String> fill(int keys) {
        List<String> names =
                IntStream.range(0, keys).mapToObj(i -> "key:" + i).sorted().toList();
        names.forEach(name -> server.call("TEST.PUT", name));
        return names;
    }
}
