package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsetCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void storesAllValues() {
        assertEquals(ok(), server.send("MSET a 1 b 2"));

        assertEquals(bulks("1", "2"), server.send("MGET a b"));
    }

    @Test
    void storesTheLastValueOfAKeyNamedTwice() {
        server.send("MSET a 1 b 2 a 3");

        assertEquals(bulks("3", "2"), server.send("MGET a b"));
        assertEquals(integer(2), server.send("FLUSH"));
    }

    @Test
    void replacesOtherTypesAndDropsExpiries() {
        server.send("TEST.OTHER a");
        server.send("SET b before PX 10");
        server.send("MSET a 1 b 2");

        server.advance(ofDays(1));
        assertEquals(bulks("1", "2"), server.send("MGET a b"));
    }

    @Test
    void storesThousandsOfKeysAtOnce() {
        List<String> words = new ArrayList<>(List.of("MSET"));
        for (int i = 0; i < 5000; i++) {
            words.add("key:" + i);
            words.add("value:" + i);
        }

        assertEquals(ok(), server.call(words.toArray(String[]::new)));
        for (int i = 0; i < 5000; i++) {
            assertEquals(bulk("value:" + i), server.call("GET", "key:" + i));
        }
        assertEquals(integer(5000), server.send("FLUSH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mset a", "mset a 1 b", "msetnx a", "msetnx a 1 b"})
    void refusesAKeyWithoutValueAndChangesNothing(String line) {
        String command = line.substring(0, line.indexOf(' '));
        ReplyValue refused = error("ERR wrong number of arguments for '" + command + "' command");

        assertEquals(refused, server.send(line));
        assertEquals(nil(), server.send("GET a"));
    }

    @Nested
    class OnlyIfNoneExists {

        @Test
        void storesAllValues() {
            assertEquals(integer(1), server.send("MSETNX a 1 b 2"));

            assertEquals(bulks("1", "2"), server.send("MGET a b"));
        }

        @Test
        void storesNothingIfOneExists() {
            server.send("SET c before");

            assertEquals(integer(0), server.send("MSETNX a 1 b 2 c 3"));
            assertEquals(nil(), server.send("GET a"));
            assertEquals(bulk("before"), server.send("GET c"));
        }

        @Test
        void asksForNoType() {
            server.send("TEST.OTHER a");

            assertEquals(integer(0), server.send("MSETNX a 1"));
            assertEquals(status("other"), server.send("TEST.TYPE a"));
        }

        @Test
        void storesTheLastValueOfAKeyNamedTwice() {
            assertEquals(integer(1), server.send("MSETNX a 1 a 2"));

            assertEquals(bulk("2"), server.send("GET a"));
            assertEquals(integer(1), server.send("FLUSH"));
        }
    }
}
