package dev.mortise.keys;

import static dev.mortise.keys.Replies.sorted;
import static dev.mortise.testkit.ReplyValue.array;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @Test
    void repliesAnEmptyArrayIfThereIsNothing() {
        assertEquals(array(), server.send("KEYS *"));
    }

    @ParameterizedTest
    @CsvSource({
        "*, bar foo foobar",
        "f*, foo foobar",
        "*o*, foo foobar",
        "???, bar foo",
        "[bf]??, bar foo",
        "[^f]*, bar",
        "foo, foo",
        "nope, ''",
        "'', ''",
        "F*, ''"
    })
    void repliesTheKeysThatMatch(String pattern, String expected) {
        server.send("TEST.PUT foo");
        server.send("TEST.OTHER bar");
        server.send("TEST.PUT foobar");

        assertEquals(expected, String.join(" ", sorted(server.call("KEYS", pattern))));
    }

    @Test
    void takesEscapedCharactersAsTheyStand() {
        server.call("TEST.PUT", "a*");
        server.call("TEST.PUT", "ab");

        assertEquals(List.of("a*"), sorted(server.call("KEYS", "a\\*")));
    }

    @Test
    void findsAnEmptyKeyByASingleStarOrNothing() {
        server.call("TEST.PUT", "");

        assertEquals(List.of(""), sorted(server.call("KEYS", "*")));
        assertEquals(List.of(""), sorted(server.call("KEYS", "")));
        assertEquals(List.of(), sorted(server.call("KEYS", "**")));
    }

    @Test
    void doesNotSeeWhatHasExpired() {
        server.send("TEST.PUT mortal 10");
        server.send("TEST.PUT immortal");
        server.advance(ofMillis(10));

        assertEquals(List.of("immortal"), sorted(server.send("KEYS *")));
    }

    @Test
    void repliesEachKeyOfManySteps() {
        int keys = 20 * KeysCommand.STEP + 1;
        List<String> expected =
                IntStream.range(0, keys).mapToObj(i -> "key:" + i).sorted().toList();
        expected.forEach(key -> server.call("TEST.PUT", key));

        assertEquals(expected, sorted(server.send("KEYS *")));
        assertEquals(10, sorted(server.send("KEYS key:10?")).size());
    }

    @Test
    void staysInTheDatabaseOfTheClient() {
        server.send("TEST.PUT here");
        server.send("TEST.SELECT 1");
        server.send("TEST.PUT there");

        assertEquals(List.of("there"), sorted(server.send("KEYS *")));
    }
}
