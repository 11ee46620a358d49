package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The words and the client's name that the slow log keeps of a command.
 *
 * <p>The rest of an entry differs from run to run. Commands that fail are kept as well, those that are refused are not.
 */
@Twins.Shared
class SlowLogTest {

    private static final int WORDS = 3;
    private static final int NAME = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a b",
                "set A \"\"",
                "SET a b WRONG",
                "GET",
                "NOSUCH a",
                "CONFIG NOSUCH",
                "PING",
                "CLIENT SETNAME ana",
                "AUTH secret",
                "auth default secret",
                "HELLO 2 AUTH default secret SETNAME ana",
                "HELLO 2 SETNAME ana AUTH default secret nope",
                "CONFIG SET requirepass \"\"",
                "config set hz 10 REQUIREPASS \"\" timeout 0",
                "CONFIG SET requirepass secret nosuch 1",
                "CONFIG SET nosuch 1 requirepass secret",
                "MGET 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31",
                "MGET 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32",
                "SLOWLOG GET 1",
                "LATENCY HISTOGRAM nope",
                "COMMAND COUNT",
                "EXISTS a b c"
            })
    void keepsTheSameWords(String command, Twins twins) {
        assertEquals(kept(command, twins.oracle()), kept(command, twins.subject()));
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 129, 1000})
    void cutsLongWordsAlike(int bytes, Twins twins) {
        String command = "SET key " + "x".repeat(bytes);

        assertEquals(kept(command, twins.oracle()), kept(command, twins.subject()));
    }

    private static List<ReplyValue> kept(String command, ServerProcess server) {
        try (Wire wire = Wire.to(server)) {
            wire.ask("CONFIG SET slowlog-log-slower-than 0");
            wire.ask(command);
            wire.ask("CONFIG SET slowlog-log-slower-than -1");
            ReplyValue latest = elements(wire.ask("SLOWLOG GET 1").value()).getFirst();
            wire.ask("CONFIG SET slowlog-log-slower-than 10000");
            return List.of(elements(latest).get(WORDS), elements(latest).get(NAME));
        }
    }

    private static List<ReplyValue> elements(ReplyValue array) {
        return ((ReplyValue.Array) array).elements();
    }
}
