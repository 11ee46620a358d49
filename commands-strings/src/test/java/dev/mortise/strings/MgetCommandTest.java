package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.bulks;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;

class MgetCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @Test
    void repliesTheStringsInTheOrderOfTheKeys() {
        server.send("MSET a 1 b 2 c 3");

        assertEquals(bulks("3", "1", "2"), server.send("MGET c a b"));
    }

    @Test
    void repliesNilForWhatIsMissingOrOfAnotherType() {
        server.send("SET key value");
        server.send("TEST.OTHER other");

        assertEquals(array(nil(), bulk("value"), nil()), server.send("MGET other key nobody"));
    }

    @Test
    void repliesAKeyAsOftenAsItIsNamed() {
        server.send("SET key value");

        assertEquals(bulks("value", "value"), server.send("MGET key key"));
    }
}
