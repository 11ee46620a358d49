package dev.mortise.keys;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCommandTest {

    private final TestServer server = TestServer.with(new KeysModule(), new TestKeys());

    @ParameterizedTest
    @CsvSource({"12, int", "-12, int", "a text, embstr", "12.5, embstr"})
    void namesTheFormOfAString(String key, String encoding) {
        server.call("TEST.PUT", key);

        assertEquals(bulk(encoding), server.call("OBJECT", "ENCODING", key));
    }

    @Test
    void namesTheFormOfAnotherTypeAsTheTypeDoes() {
        server.send("TEST.OTHER key");

        assertEquals(bulk("otherwise"), server.send("OBJECT ENCODING key"));
    }

    @ParameterizedTest
    @CsvSource({"0, 2147483647", "9999, 2147483647", "10000, 1", "-1, 1", "text, 1", "00, 1"})
    void tellsSmallNumbersAsShared(String key, long references) {
        server.call("TEST.PUT", key);

        assertEquals(integer(references), server.call("OBJECT", "REFCOUNT", key));
    }

    @Test
    void tellsOtherTypesAsNotShared() {
        server.send("TEST.OTHER key");

        assertEquals(integer(1), server.send("OBJECT REFCOUNT key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENCODING", "REFCOUNT"})
    void repliesNilForWhatIsNotThere(String subcommand) {
        server.send("TEST.PUT over 10");
        server.advance(Duration.ofMillis(10));

        assertEquals(nil(), server.send("OBJECT " + subcommand + " missing"));
        assertEquals(nil(), server.send("OBJECT " + subcommand + " over"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoding", "refcount"})
    void takesOneKey(String subcommand) {
        ReplyValue refusal = error("ERR wrong number of arguments for 'object|" + subcommand + "' command");

        assertEquals(refusal, server.send("OBJECT " + subcommand));
        assertEquals(refusal, server.send("OBJECT " + subcommand + " a b"));
    }

    @Test
    void explainsItself() {
        assertTrue(server.send("OBJECT HELP").toString().contains("ENCODING key"));
    }
}
