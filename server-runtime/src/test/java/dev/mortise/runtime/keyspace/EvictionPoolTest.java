package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvictionPoolTest {

    private final EvictionPool pool = new EvictionPool();

    @Test
    void givesTheHighestScoreFirst() {
        add(3, 30);
        add(1, 10);
        add(2, 20);

        assertEquals(List.of(30L, 20L, 10L), takeAll());
    }

    @Test
    void ofEqualScoresGivesTheOneThatHasWaitedLongest() {
        add(5, 1);
        add(5, 2);
        add(5, 3);

        assertEquals(List.of(1L, 2L, 3L), takeAll());
    }

    @Test
    void keepsTheBestWhenThereAreTooMany() {
        for (int score = 0; score < 2 * EvictionPool.SIZE; score++) {
            add(score, score);
        }

        List<Long> kept = takeAll();
        assertEquals(EvictionPool.SIZE, kept.size());
        assertEquals(2L * EvictionPool.SIZE - 1, kept.getFirst());
        assertEquals(EvictionPool.SIZE, kept.getLast());
    }

    @Test
    void wantsOnlyWhatIsBetterThanItsWorstOnceItIsFull() {
        for (int i = 0; i < EvictionPool.SIZE - 1; i++) {
            add(7, i);
        }
        assertTrue(pool.wants(Long.MIN_VALUE));
        add(7, EvictionPool.SIZE);

        assertFalse(pool.wants(7));
        assertTrue(pool.wants(8));
    }

    @Test
    void holdsAnEntryOnlyOnce() {
        add(1, 10);
        add(2, 10);

        assertEquals(List.of(10L), takeAll());
    }

    @Test
    void tellsEntriesOfOneHashApartByTheirDatabase() {
        pool.add(1, 10, 0, 0, 0);
        pool.add(1, 10, 0, 0, 1);

        assertEquals(List.of(10L, 10L), takeAll());
    }

    private void add(long score, long hash) {
        pool.add(score, hash, 8 * hash, 0, 0);
    }

    private List<Long> takeAll() {
        List<Long> hashes = new ArrayList<>();
        while (!pool.isEmpty()) {
            pool.takeBest();
            hashes.add(pool.hash());
        }
        return hashes;
    }
}
