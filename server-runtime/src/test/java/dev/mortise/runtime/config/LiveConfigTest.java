package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.ServerError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveConfigTest {

    private final LiveConfig config = new LiveConfig(ServerConfig.defaults());

    private static Map<String, String> changes(String... words) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            changes.put(words[i], words[i + 1]);
        }
        return changes;
    }

    private String refusal(String... words) {
        ServerError error = assertThrows(ServerError.class, () -> config.changeParameters(changes(words)));
        return error.code() + " " + error.text();
    }

    @Test
    void showsEveryParameter() {
        long names = ParameterTable.all().stream()
                .mapToLong(parameter -> parameter.formerName().isEmpty() ? 1 : 2)
                .sum();
        assertEquals(names, config.parameters().size());
        assertEquals("6379", config.parameters().get("port"));
        assertEquals("* -::*", config.parameters().get("bind"));
        assertEquals("noeviction", config.parameters().get("maxmemory-policy"));
    }

    @Test
    void knowsParametersByTheirFormerNames() {
        config.changeParameters(Map.of("HASH-max-ziplist-entries", "7"));

        assertEquals("7", config.parameters().get("hash-max-listpack-entries"));
        assertEquals("7", config.parameters().get("hash-max-ziplist-entries"));
        ServerError refused =
                assertThrows(ServerError.class, () -> config.changeParameters(Map.of("HASH-max-ziplist-entries", "x")));
        assertEquals(
                "CONFIG SET failed (possibly related to argument 'hash-max-ziplist-entries') - argument couldn't be"
                        + " parsed into an integer",
                refused.text());
    }

    @Test
    void tellsOfANumberByTheLookOfAField() {
        LongSupplier entries = config.number("hash-max-listpack-entries");
        assertEquals(512, entries.getAsLong());

        config.changeParameters(Map.of("hash-max-listpack-entries", "7"));

        assertEquals(7, entries.getAsLong());
        assertThrows(IllegalArgumentException.class, () -> config.number("dir"));
        assertThrows(IllegalArgumentException.class, () -> config.number("no-such-parameter"));
    }

    @Test
    void changesSeveralAtOnceInAnyCase() {
        config.changeParameters(changes("TimeOut", "5", "proto-max-bulk-len", "2mb", "loglevel", "DEBUG"));

        assertEquals("5", config.parameters().get("timeout"));
        assertEquals("2097152", config.parameters().get("proto-max-bulk-len"));
        assertEquals("debug", config.parameters().get("loglevel"));
    }

    @Test
    void changesAllOrNone() {
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'hz') - argument couldn't be parsed into an integer",
                refusal("timeout", "7", "hz", "abc"));

        assertEquals("0", config.parameters().get("timeout"));
    }

    /** Asked of Redis 7.0.15, word by word. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuch 1 tcp-backlog 1 | Unknown option or number of arguments for CONFIG SET - 'nosuch'",
                "tcp-backlog 1 nosuch 1 | CONFIG SET failed (possibly related to argument 'tcp-backlog')"
                        + " - can't set immutable config",
                "hz abc tcp-backlog 1   | CONFIG SET failed (possibly related to argument 'tcp-backlog')"
                        + " - can't set immutable config",
                "hz abc NOSUCH 1        | Unknown option or number of arguments for CONFIG SET - 'NOSUCH'",
                "TCP-BACKLOG 5          | CONFIG SET failed (possibly related to argument 'TCP-BACKLOG')"
                        + " - can't set immutable config",
                "timeout 5 TIMEOUT 6    | CONFIG SET failed (possibly related to argument 'TIMEOUT')"
                        + " - duplicate parameter",
                "HZ abc                 | CONFIG SET failed (possibly related to argument 'hz')"
                        + " - argument couldn't be parsed into an integer",
                "hz abc timeout abc     | CONFIG SET failed (possibly related to argument 'hz')"
                        + " - argument couldn't be parsed into an integer"
            })
    void answersMistakesAsRedisDoes(String words, String answer) {
        assertEquals("ERR " + answer, refusal(words.split(" ")));
    }

    @Test
    void acceptsWhatScriptsSetToWhatItIs() {
        config.changeParameters(changes("save", "", "appendonly", "no", "maxmemory", "0"));

        assertEquals("", config.parameters().get("save"));
        assertEquals(
                "ERR CONFIG SET failed (possibly related to argument 'appendonly') - argument must be 'no': this server"
                        + " keeps its keys in memory only",
                refusal("appendonly", "yes"));
    }

    @Test
    void tellsListenersOfThePresentAndOfEachChange() {
        List<Integer> timeouts = new ArrayList<>();
        config.onChange(present -> timeouts.add(present.intValue(ParameterTable.TIMEOUT)));

        config.changeParameters(changes("timeout", "5"));
        refusal("timeout", "-1");
        config.changeParameters(changes("timeout", "6"));

        assertEquals(List.of(0, 5, 6), timeouts);
    }

    @Test
    void keepsWhatTheOperatorGaveAtStart() {
        LiveConfig started = new LiveConfig(ServerConfig.defaults().with(ParameterTable.PORT, 7_000L));

        started.changeParameters(changes("timeout", "5"));

        assertEquals("7000", started.parameters().get("port"));
    }
}
