package dev.mortise.runtime.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShardLockTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    private final ShardLock lock = new ShardLock();
    private long guarded;

    @Test
    void onlyOneThreadHasIt() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    lock.lock();
                    guarded++; // would lose counts if two were here
                    lock.unlock();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals((long) THREADS * ROUNDS, guarded);
        assertFalse(lock.isWanted());
    }

    @Test
    void itsOwnerMayTakeItAgainAndHasToGiveItBackAsOften() throws InterruptedException {
        lock.lock();
        lock.lock();
        assertEquals(2, lock.holds());
        lock.unlock();
        assertTrue(lock.isMine());
        assertFalse(lockedElsewhere(), "another thread got what was not free");
        lock.unlock();
        assertFalse(lock.isMine());
        assertTrue(lockedElsewhere());
    }

    @Test
    void whoHasToSleepForItGetsItInTheEnd() throws InterruptedException {
        lock.lock();
        Thread waiter = Thread.ofPlatform().start(() -> {
            lock.lock();
            guarded = 1;
            lock.unlock();
        });
        while (!lock.isWanted() || waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(0, guarded);
        lock.unlock();
        waiter.join();
        assertEquals(1, guarded);
    }

    @Test
    void givingBackWhatOneDoesNotHaveIsAMistake() throws InterruptedException {
        assertThrows(AssertionError.class, lock::unlock);
        assertTrue(lockedElsewhere(), "a mistake must not harm others");
    }

    /** {@return whether another thread could take it at once} */
    private boolean lockedElsewhere() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        boolean[] taken = new boolean[1];
        Thread other = Thread.ofPlatform().start(() -> {
            taken[0] = lock.tryLock();
            if (taken[0]) {
                lock.unlock();
            }
            done.countDown();
        });
        done.await();
        other.join();
        return taken[0];
    }
}
