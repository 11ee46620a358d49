package dev.mortise.runtime.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Slice;
import dev.mortise.api.SlowLog.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlowCommandsTest {

    private static final int MOST = 50;

    private final SlowCommands log = new SlowCommands();

    private void add(long micros) {
        log.add(1, micros, List.of(Slice.of("GET")), "127.0.0.1:1024", "", MOST);
    }

    @Test
    void theLatestComesFirst() {
        add(10);
        add(20);

        assertEquals(
                List.of(20L, 10L), log.latest(MOST).stream().map(Entry::micros).toList());
        assertEquals(List.of(20L), log.latest(1).stream().map(Entry::micros).toList());
        assertEquals(List.of(), log.latest(0));
    }

    @Test
    void numbersGoOnAfterClearing() {
        add(10);
        log.clear();
        add(10);

        assertEquals(1, log.latest(1).getFirst().id());
    }

    /** Event loops add, an operator reads and clears: no number is given twice, and no more are kept than may be. */
    @Test
    void isSharedByAllThreads() throws InterruptedException {
        List<Thread> loops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            loops.add(Thread.ofPlatform().start(() -> {
                for (int micros = 0; micros < 20_000; micros++) {
                    add(micros);
                }
            }));
        }
        while (loops.stream().anyMatch(Thread::isAlive)) {
            List<Entry> latest = log.latest(Integer.MAX_VALUE);
            Set<Long> ids = new HashSet<>();
            latest.forEach(entry -> ids.add(entry.id()));
            assertEquals(latest.size(), ids.size());
            assertTrue(latest.size() <= MOST, "as many as " + latest.size());
            if (!latest.isEmpty() && latest.getFirst().id() % 100 == 0) {
                log.clear();
            }
        }
        for (Thread loop : loops) {
            loop.join();
        }
        add(1);
        assertEquals(80_000, log.latest(1).getFirst().id());
    }
}
