package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.Twins;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The modes of {@code redis-cli} that go through all keys, beside the same on redis-server. */
@Twins.Shared
class RedisCliKeysTest {

    private static final int KEYS = 1000;

    @BeforeEach
    void fill(Twins twins) {
        twins.empty();
        String commands = IntStream.range(0, KEYS)
                .mapToObj(i -> "SET key:" + i + " " + "v".repeat(1 + i) + "\n")
                .collect(Collectors.joining("", "", "SET other v\nSET over v PXAT 1\n"));
        for (int port : ports(twins)) {
            Tool.run(port, commands, "redis-cli");
        }
    }

    private static List<Integer> ports(Twins twins) {
        return List.of(twins.oracle().port(), twins.subject().port());
    }

    @Test
    void findEveryKey(Twins twins) {
        List<List<String>> found = ports(twins).stream()
                .map(port -> sortedLines(Tool.run(port, "", "redis-cli", "--scan")))
                .toList();

        assertEquals(KEYS + 1, found.getFirst().size());
        assertEquals(found.getFirst(), found.getLast());
    }

    @Test
    void findKeysByPattern(Twins twins) {
        List<List<String>> found = ports(twins).stream()
                .map(port -> sortedLines(Tool.run(port, "", "redis-cli", "--scan", "--pattern", "key:*7?")))
                .toList();

        assertEquals(found.getFirst(), found.getLast());
        assertEquals(100, found.getLast().size());
    }

    private static List<String> sortedLines(Tool tool) {
        return tool.output().lines().sorted().toList();
    }

    @Test
    void findTheBiggestKeys(Twins twins) {
        List<String> summaries = ports(twins).stream()
                .map(port -> summary(Tool.run(port, "", "redis-cli", "--bigkeys")))
                .toList();

        assertEquals(summaries.getFirst(), summaries.getLast());
    }

    /** {@return the end of the output; before it stands what was found on the way, in the order of the tables} */
    private static String summary(Tool tool) {
        String output = tool.output();
        return output.substring(output.indexOf("-------- summary -------"));
    }
}
