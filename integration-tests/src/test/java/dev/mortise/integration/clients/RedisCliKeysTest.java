package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** So many that the counter, which grows with the logarithm, is surely above that of a key that was only set. */
    private static final int USES = 3000;

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

    @Test
    void findTheKeysThatTakeMost(Twins twins) {
        List<String> summaries = ports(twins).stream()
                .map(port -> summary(Tool.run(port, "", "redis-cli", "--memkeys")))
                .toList();

        // How many bytes a key takes is each server's own, and both round up, so several of the longest take the same.
        assertTrue(summaries.getLast().contains("'\"key:99"), summaries.getLast());
        assertEquals(withoutSizes(summaries.getFirst()), withoutSizes(summaries.getLast()));
    }

    private static String withoutSizes(String summary) {
        return summary.replaceAll("'\"key:\\d+\"'", "KEY").replaceAll("(has|with|size) [0-9.]+", "$1 N");
    }

    @Test
    void findTheKeysUsedMost(Twins twins) {
        String uses = "GET other\n".repeat(USES);
        List<String> hottest = ports(twins).stream()
                .map(port -> {
                    Tool.run(port, "", "redis-cli", "CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
                    Tool.run(port, "SET other v\n" + uses, "redis-cli");
                    Tool found = Tool.run(port, "", "redis-cli", "--hotkeys");
                    Tool.run(port, "", "redis-cli", "CONFIG", "SET", "maxmemory-policy", "noeviction");
                    return firstHotKey(found);
                })
                .toList();

        assertEquals(List.of("\"other\"", "\"other\""), hottest);
    }

    private static String firstHotKey(Tool tool) {
        return summary(tool)
                .lines()
                .filter(line -> line.startsWith("hot key found"))
                .map(line -> line.substring(line.indexOf("keyname: ") + "keyname: ".length()))
                .findFirst()
                .orElse("none in " + tool.output());
    }

    /** {@return the end of the output; before it stands what was found on the way, in the order of the tables} */
    private static String summary(Tool tool) {
        String output = tool.output();
        return output.substring(output.indexOf("-------- summary -------"));
    }
}
