package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mortise.integration.harness.Twins;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code redis-benchmark} runs without complaint. How fast it runs is not looked at here. */
@Twins.Shared
class RedisBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"-P 1", "-P 16", "-P 100", "-P 16 -3", "-P 16 -d 5000", "-P 8 --threads 2"})
    void findsNothingToComplainAbout(String options, Twins twins) {
        String command = "redis-benchmark -t ping,set,get,incr,mset -n 5000 -c 20 -r 1000 -q " + options;

        Tool benchmark = Tool.run(twins.subject().port(), "", command.split(" ", -1));

        assertEquals(0, benchmark.exitCode(), benchmark.output());
        String output = benchmark.output().toLowerCase(java.util.Locale.ROOT);
        assertFalse(output.contains("error") || output.contains("warning"), benchmark.output());
        assertEquals(6, benchmark.output().split("requests per second", -1).length - 1, benchmark.output());
    }
}
