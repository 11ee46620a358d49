package acme.bloom;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static dev.mortise.testkit.ReplyValue.status;
import static dev.mortise.testkit.TestKeys.WRONG_TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomModuleTest {

    private final TestServer server = TestServer.with(new BloomModule(), new KeysModule(), new StringsModule());

    @Test
    void remembersWhatWasAdded() {
        assertEquals(integer(1), server.send("BLOOM.ADD seen ana"));
        assertEquals(integer(0), server.send("BLOOM.ADD seen ana"));

        assertEquals(integer(1), server.send("BLOOM.HAS seen ana"));
        assertEquals(integer(0), server.send("BLOOM.HAS seen bob"));
        assertEquals(integer(0), server.send("BLOOM.HAS nothing ana"));
    }

    @Test
    void behavesLikeAnyOtherKey() {
        server.send("BLOOM.ADD seen ana");

        assertEquals(status("bloom@acme"), server.send("TYPE seen"));
        assertEquals(WRONG_TYPE, server.send("GET seen"));
        assertEquals(integer(1), server.send("PEXPIRE seen 10"));
        server.advance(Duration.ofMillis(10));
        assertEquals(integer(0), server.send("EXISTS seen"));
    }

    @Test
    void isCopied() {
        server.send("BLOOM.ADD seen ana");
        assertEquals(integer(1), server.send("COPY seen copy"));
        server.send("BLOOM.ADD seen bob");

        assertEquals(integer(1), server.send("BLOOM.HAS copy ana"));
        assertEquals(integer(0), server.send("BLOOM.HAS copy bob"));
    }

    @Test
    void isOnlyForItsOwnKeys() {
        server.send("SET text value");

        assertEquals(WRONG_TYPE, server.send("BLOOM.ADD text ana"));
        assertEquals(error("ERR key exists"), server.send("BLOOM.RESERVE text 10 0.01"));
        assertEquals(bulk("value"), server.send("GET text"));
    }

    @Test
    void canBeMadeForAnyNumberOfItems() {
        assertEquals(ok(), server.send("BLOOM.RESERVE few 10 0.001"));

        assertEquals(integer(1), server.send("BLOOM.ADD few ana"));
        assertEquals(error("ERR key exists"), server.send("BLOOM.RESERVE few 10 0.001"));
    }

    @Test
    void tellsWhatItWasMadeFor() {
        server.send("BLOOM.RESERVE few 10 0.001");
        server.send("BLOOM.ADD seen ana");

        assertEquals(
                array(
                        bulk("capacity"),
                        integer(10),
                        bulk("error_rate"),
                        bulk("0.001"),
                        bulk("bits"),
                        integer(192),
                        bulk("hashes"),
                        integer(10)),
                server.send("BLOOM.INFO few"));
        assertTrue(server.send("BLOOM.INFO seen").toString().contains("10000"));
        assertEquals(nil(), server.send("BLOOM.INFO nothing"));
    }

    @ParameterizedTest
    @CsvSource({
        "0 0.01, ERR capacity must be at least 1",
        "x 0.01, ERR value is not an integer or out of range",
        "10 x, ERR value is not a valid float",
        "10 0, ERR error rate must be between 0 and 1",
        "10 1, ERR error rate must be between 0 and 1",
        "9223372036854775807 0.01, ERR a filter of that capacity and error rate takes more than 64 MiB",
    })
    void refusesWhatMakesNoFilter(String arguments, String message) {
        assertEquals(error(message), server.send("BLOOM.RESERVE key " + arguments));
        assertEquals(integer(0), server.send("EXISTS key"));
    }
}
