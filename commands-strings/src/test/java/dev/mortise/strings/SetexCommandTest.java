package dev.mortise.strings;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.testkit.TestKeys;
import dev.mortise.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetexCommandTest {

    private final TestServer server = TestServer.with(new StringsModule(), new TestKeys());

    @ParameterizedTest
    @CsvSource({"SETEX, 2", "PSETEX, 2000"})
    void storesTheValueForSomeTime(String command, String time) {
        assertEquals(ok(), server.call(command, "key", time, "value"));

        server.advance(ofMillis(1999));
        assertEquals(bulk("value"), server.send("GET key"));

        server.advance(ofMillis(1));
        assertEquals(nil(), server.send("GET key"));
    }

    @ParameterizedTest
    @CsvSource({"SETEX", "PSETEX"})
    void replacesAValueOfAnotherType(String command) {
        server.send("TEST.OTHER key");

        assertEquals(ok(), server.call(command, "key", "10", "value"));
        assertEquals(status("string"), server.send("TEST.TYPE key"));
    }

    @ParameterizedTest
    @CsvSource({
        "setex, 0",
        "setex, -1",
        "setex, 9223372036854775",
        "setex, 9223372036854776",
        "setex, 9223372036854775807",
        "psetex, 0",
        "psetex, -1",
        "psetex, 9223372036854775807"
    })
    void refusesATimeOutOfRange(String command, String time) {
        assertEquals(
                error("ERR invalid expire time in '" + command + "' command"),
                server.call(command, "key", time, "value"));
        assertEquals(nil(), server.send("GET key"));
    }

    @ParameterizedTest
    @CsvSource({"SETEX", "PSETEX"})
    void refusesATimeThatIsNoNumber(String command) {
        assertEquals(error("ERR value is not an integer or out of range"), server.call(command, "key", "value", "10"));
    }

    @Test
    void takesExactlyThreeArguments() {
        assertEquals(error("ERR wrong number of arguments for 'setex' command"), server.send("SETEX key 10"));
        assertEquals(error("ERR wrong number of arguments for 'psetex' command"), server.send("PSETEX key 10 v NX"));
    }
}
