package dev.mortise.runtime.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    private final LatencyHistogram histogram = new LatencyHistogram();

    /** The pairs are those that redis-server shows for the same durations. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "127, 127",
        "128, 128",
        "255, 255",
        "256, 257",
        "257, 257",
        "258, 259",
        "1000, 1003",
        "1003, 1003",
        "1004, 1007",
        "24000, 24063",
        "32768, 33023",
        "107000, 107007",
        "671000, 671743",
        "1048576, 1056767",
        "9223372036854775807, 9223372036854775807"
    })
    void aDurationIsRoundedUpToTheEndOfItsStep(long nanos, long shown) {
        assertEquals(shown, LatencyHistogram.longestLike(nanos));

        histogram.count(nanos, 1);
        assertEquals(shown, histogram.percentile(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 128, 255, 256, 511, 512, 1_000_000, Long.MAX_VALUE >> 1})
    void everyStepEndsWhereTheNextBegins(long from) {
        long end = LatencyHistogram.longestLike(from);

        assertEquals(end, LatencyHistogram.longestLike(end));
        assertTrue(LatencyHistogram.longestLike(end + 1) > end);
        assertTrue(end - from <= from / 100, "a step is less than a hundredth wide");
    }

    @Test
    void aHundredthPartIsTheLongest() {
        histogram.count(100, 99);
        histogram.count(5000, 1);

        assertEquals(100, histogram.percentile(50));
        assertEquals(100, histogram.percentile(99));
        assertEquals(5023, histogram.percentile(99.9));
        assertEquals(5023, histogram.percentile(100));
    }

    @Test
    void theLeastPercentileIsTheShortest() {
        histogram.count(5000, 3);

        assertEquals(4992, histogram.percentile(0));
        assertEquals(5023, histogram.percentile(10));
    }

    @Test
    void ofNothingThereAreNoPercentiles() {
        assertEquals(0, histogram.percentile(50));
        assertEquals(0, histogram.total());
    }

    @Test
    void aClockThatRanBackwardsCountsAsNoTime() {
        histogram.count(-1, 1);

        assertEquals(1, histogram.total());
        assertEquals(0, histogram.percentile(100));
    }

    @Test
    void countsAsOneDoesBySorting() {
        SplittableRandom random = new SplittableRandom(7);
        long[] durations = new long[2000];
        LatencyHistogram first = new LatencyHistogram();
        LatencyHistogram second = new LatencyHistogram();
        for (int i = 0; i < durations.length; i++) {
            durations[i] = random.nextLong(1L << random.nextInt(1, 40));
            (i % 2 == 0 ? first : second).count(durations[i], 1);
        }
        histogram.add(first);
        histogram.add(second);
        Arrays.sort(durations);

        assertEquals(durations.length, histogram.total());
        for (double percentile : new double[] {0.1, 10, 50, 90, 99, 99.9, 100}) {
            long exact = durations[(int) Math.max(0, Math.round(percentile / 100 * durations.length) - 1)];
            assertEquals(LatencyHistogram.longestLike(exact), histogram.percentile(percentile), percentile + " %");
        }
        for (long limit = 1; limit < 1L << 40; limit = limit * 3 + 1) {
            long end = LatencyHistogram.longestLike(limit);
            assertEquals(
                    Arrays.stream(durations).filter(d -> d <= end).count(), histogram.atMost(limit), "<= " + limit);
        }
    }

    @Test
    void whatOneThreadCountsAnotherSees() throws InterruptedException {
        Thread counting = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 100_000; i++) {
                histogram.count(i, 1);
            }
        });
        long last = 0;
        while (counting.isAlive()) {
            long now = histogram.total();
            assertTrue(now >= last, "a count never goes back");
            last = now;
        }
        counting.join();

        assertEquals(100_000, histogram.total());
    }
}
