package dev.mortise.runtime.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PoolSizeTest {

    private final PoolSize size = new PoolSize();
    private int kept = 2000;

    private void requests(int number, int used) {
        for (int i = 0; i < number; i++) {
            kept = size.after(kept, used);
        }
    }

    @Test
    void keepsWhatOneOfManyRequestsNeeds() {
        for (int i = 0; i < 3; i++) {
            requests(1, 2000);
            requests(PoolSize.PATIENCE - 1, 1);
            assertEquals(2000, kept);
        }
    }

    @Test
    void givesBackWhatNoneHasNeededForAWhile() {
        requests(1, 2000);
        requests(PoolSize.PATIENCE - 1, 1);

        requests(PoolSize.PATIENCE - 1, 700);
        assertEquals(2000, kept);
        requests(1, 1);
        assertEquals(700, kept);

        requests(PoolSize.PATIENCE, 1);
        assertEquals(PoolSize.LEAST, kept);
    }

    @Test
    void keepsNoMoreThanTheMost() {
        assertEquals(PoolSize.MOST, size.after(PoolSize.MOST, PoolSize.MOST));
        assertEquals(PoolSize.MOST, size.after(PoolSize.MOST + 1, PoolSize.MOST + 1));
    }

    @Test
    void neverAsksForMoreThanThereIs() {
        for (int i = 0; i < PoolSize.PATIENCE; i++) {
            assertEquals(300, size.after(300, 5000));
        }
    }
}
