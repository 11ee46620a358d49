package dev.mortise.integration.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mortise.integration.harness.Twins;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code redis-benchmark} runs without complaint: all of its own list but what needs sets or sorted sets. How fast it
 * runs is not looked at here.
 */
@Twins.Shared
class RedisBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"-P 1", "-P 16", "-P 100", "-P 16 -3", "-P 16 -d 5000", "-P 8 --threads 2"})
    void findsNothingToComplainAboutInStrings(String options, Twins twins) {
        run(twins, "ping,set,get,incr,mset -n 5000 -r 1000 " + options, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-P 1", "-P 16", "-P 16 -3"})
    void findsNothingToComplainAboutInListsAndHashes(String options, Twins twins) {
        // It fills a list before it reads four ranges, and counts that as well.
        run(twins, "lpush,rpush,lpop,rpop,hset,lrange -n 2000 -r 1000 " + options, 10);
    }

    private static void run(Twins twins, String what, int results) {
        String command = "redis-benchmark -c 20 -q -t " + what;

        Tool benchmark = Tool.run(twins.subject().port(), "", command.split(" ", -1));

        assertEquals(0, benchmark.exitCode(), benchmark.output());
        String output = benchmark.output().toLowerCase(Locale.ROOT);
        assertFalse(output.contains("error") || output.contains("warning"), benchmark.output());
        assertEquals(results, benchmark.output().split("requests per second", -1).length - 1, benchmark.output());
    }
}
