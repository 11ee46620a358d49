package dev.mortise.integration.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The proportions of {@code INFO memory}, of which dashboards draw curves and which alarms look at: of a server that is
 * well they are near 1, whatever it holds.
 */
class MemoryRatiosTest {

    /** Redis without keys says 8: its program takes more memory than it has asked for. */
    private static final double MOST = 8;

    private static final double LEAST = 0.5;

    private static Map<String, Double> ratios(Wire wire) {
        return wire.ask("INFO memory")
                .text()
                .lines()
                .filter(line -> line.contains("_ratio:"))
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(field -> field[0], field -> Double.parseDouble(field[1])));
    }

    private static void assertWell(Wire wire, String when) {
        Map<String, Double> ratios = ratios(wire);

        assertEquals(4, ratios.size(), ratios::toString);
        ratios.forEach(
                (name, ratio) -> assertTrue(ratio >= LEAST && ratio <= MOST, () -> name + " is " + ratio + " " + when));
    }

    @Test
    void areNearOneWithAnyAmountOfData() {
        try (ServerProcess server = ServerProcess.startMortise();
                Wire wire = Wire.to(server)) {
            assertWell(wire, "without keys");

            wire.ask("SET key value");
            assertWell(wire, "with one key");

            wire.ask("SETRANGE large " + (64 << 20) + " x");
            assertWell(wire, "with much data");

            wire.ask("FLUSHALL");
            assertWell(wire, "when the data has gone");

            wire.ask("SET key value");
            assertWell(wire, "with one key and the memory of many");
        }
    }
}
