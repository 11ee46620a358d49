package dev.mortise.runtime.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerStatisticsTest {

    private final ServerStatistics statistics = new ServerStatistics(2);

    @Test
    void sumsUpOverAllLoops() {
        statistics.newLoop().commands().ran(1, 3, 500);
        statistics.newLoop().commands().ran(1, 2, 100);

        assertEquals(5, statistics.sum(loop -> loop.commands().calls(1)));
        assertEquals(600, statistics.sum(loop -> loop.commands().nanos(1)));
        assertEquals(0, statistics.sum(loop -> loop.commands().calls(0)));
    }

    @Test
    void aResetKeepsTheChangesBecauseTheyBelongToTheData() {
        LoopStatistics loop = statistics.newLoop();
        loop.executed(10);
        loop.changed(1);
        statistics.error("ERR");

        statistics.reset();

        assertEquals(0, loop.executedCommands());
        assertEquals(1, loop.changes());
        assertEquals(Map.of(), statistics.errors());
    }

    @Test
    void errorCodesAreCountedUpToALimit() {
        for (int i = 0; i < 1000; i++) {
            statistics.error("CODE" + i);
        }
        statistics.error("CODE0");

        assertEquals(128, statistics.errors().size());
        assertEquals(2, statistics.errors().get("CODE0"));
    }

    @Test
    void whatOneThreadCountsAnotherSees() throws InterruptedException {
        LoopStatistics loop = statistics.newLoop();
        Thread counting = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 100_000; i++) {
                loop.lookedUp(i % 4 != 0);
            }
        });
        long last = 0;
        while (counting.isAlive()) {
            long now = loop.hits();
            assertEquals(true, now >= last, "a counter never goes back");
            last = now;
        }
        counting.join();

        assertEquals(75_000, loop.hits());
        assertEquals(25_000, loop.misses());
    }
}
