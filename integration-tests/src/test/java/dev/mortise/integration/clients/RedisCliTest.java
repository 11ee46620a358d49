package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Words;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Twins.Shared
class RedisCliTest {

    private static final String SESSION = """
            SET greeting "hello world"
            GET greeting
            GET missing
            INCR count
            MGET greeting count missing
            CONFIG GET databases
            COMMAND DOCS nope
            EXISTS greeting
            nope
            SET a
            HELLO 3 AUTH
            SELECT 2
            DBSIZE
            SELECT 0
            """;

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "-3"})
    void showsTheSameSession(String protocol, Twins twins) {
        Tool oracle = Tool.run(twins.oracle().port(), SESSION, "redis-cli", protocol);
        Tool ours = Tool.run(twins.subject().port(), SESSION, "redis-cli", protocol);

        assertEquals(oracle, ours);
    }

    @Test
    void loadsManyCommandsByPipe(Twins twins) {
        String commands = IntStream.range(0, 20_000)
                .mapToObj(i -> new String(
                        Words.request("SET key:" + i + " value:" + i), java.nio.charset.StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());

        Tool pipe = Tool.run(twins.subject().port(), commands, "redis-cli", "--pipe");

        assertEquals(0, pipe.exitCode(), pipe.output());
        assertTrue(pipe.output().contains("errors: 0, replies: 20000"), pipe.output());
        assertEquals(
                "20000\n",
                Tool.run(twins.subject().port(), "", "redis-cli", "DBSIZE").output());
    }

    @Test
    void scans(Twins twins) {
        StringBuilder setup = new StringBuilder();
        IntStream.range(0, 500).forEach(i -> setup.append("SET key:").append(i).append(" v\n"));
        Tool.run(twins.subject().port(), setup + "SET other v\n", "redis-cli");

        Tool scan = Tool.run(twins.subject().port(), "", "redis-cli", "--scan", "--pattern", "key:*");

        Set<String> keys = new TreeSet<>(Arrays.asList(scan.output().split("\n", -1)));
        keys.remove("");
        assertEquals(500, keys.size());
    }

    @Test
    void takesTheLastArgumentFromItsInput(Twins twins) {
        Tool.run(twins.subject().port(), "\0\r\n\u00ff", "redis-cli", "-x", "SET", "binary");

        assertEquals(
                "\"\\x00\\r\\n\\xff\"\n",
                Tool.run(twins.subject().port(), "", "redis-cli", "--no-raw", "GET", "binary")
                        .output());
    }

    @Test
    void showsInfoAndStatistics(Twins twins) {
        assertTrue(Tool.run(twins.subject().port(), "", "redis-cli", "INFO")
                .output()
                .contains("redis_version:7.0.15"));
        assertEquals(
                "PONG\nPONG\nPONG\n",
                Tool.run(twins.subject().port(), "", "redis-cli", "-r", "3", "PING")
                        .output());
    }
}
