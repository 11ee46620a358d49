package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ways in which redis-cli watches a server. Those that never end are stopped when they have said enough. */
@Twins.Shared
@Timeout(60)
class RedisCliLatencyTest {

    private static final String RANGE =
            "min: \\d+, max: \\d+, avg: [\\d.]+ \\(\\d+ samples\\) -- [\\d.]+ seconds range";

    /** {@return the first lines that it prints, before it is stopped} */
    private static List<String> watch(ServerProcess server, int lines, String... options) throws IOException {
        // Into a pipe it would write only when it has 4 KB together.
        List<String> command =
                new ArrayList<>(List.of("stdbuf", "-oL", "redis-cli", "-p", Integer.toString(server.port())));
        command.addAll(List.of(options));
        return firstLines(command, lines);
    }

    /** {@return the same of what it prints to a terminal} */
    private static List<String> watchInTerminal(ServerProcess server, int lines, String options) throws IOException {
        String command = "redis-cli -p " + server.port() + " " + options;
        return firstLines(List.of("script", "-qec", command, "/dev/null"), lines);
    }

    private static List<String> firstLines(List<String> command, int lines) throws IOException {
        Product.oracle();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> read = new ArrayList<>();
            String line = reader.readLine();
            while (line != null) {
                read.add(line);
                line = read.size() < lines ? reader.readLine() : null;
            }
            return read;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void measuresLatency(Twins twins) {
        Tool latency = Tool.run(twins.subject().port(), "", "redis-cli", "-i", "0.3", "--latency");

        assertEquals(0, latency.exitCode(), latency.output());
        assertTrue(latency.output().matches("\\d+ \\d+ \\d+\\.\\d+ \\d+\\n"), latency.output());
    }

    @Test
    void measuresItselfWithoutAServer(Twins twins) {
        Tool latency = Tool.run(twins.subject().port(), "", "redis-cli", "--intrinsic-latency", "1");

        assertTrue(latency.output().contains("total runs"), latency.output());
    }

    @Test
    void drawsADistribution(Twins twins) throws IOException {
        List<String> lines = watch(twins.subject(), 9, "-i", "0.3", "--latency-dist");

        assertEquals(9, lines.size(), lines.toString());
    }

    @Test
    void tellsHowLatencyChanges(Twins twins) throws IOException {
        List<String> lines = watchInTerminal(twins.subject(), 2, "-i 0.2 --latency-history");

        assertEquals(2, lines.size(), lines.toString());
        for (String line : lines) {
            // What it shows meanwhile is in the same line, each over the one before.
            String last = line.substring(line.lastIndexOf("min: "));
            assertTrue(last.matches(RANGE), last);
        }
    }

    @Test
    void showsStatisticsAsTheyChange(Twins twins) throws IOException {
        twins.empty();
        try (Wire wire = Wire.to(twins.subject())) {
            wire.ask("SET a b");
        }

        List<String> lines = watch(twins.subject(), 4, "-i", "0.1", "--stat");

        assertTrue(lines.get(0).contains("data"), lines.toString());
        assertTrue(lines.get(2).matches("1 +\\d.*"), lines.toString());
        assertTrue(lines.get(3).matches("1 +\\d.*\\(\\+\\d+\\).*"), lines.toString());
    }
}
