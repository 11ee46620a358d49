package dev.mortise.runtime.dispatch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.runtime.statistics.TimingSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the watchdog's thread ends; what it tells of is in the test of its log. */
@Timeout(30)
class CommandWatchdogTest {

    private final CountDownLatch looks = new CountDownLatch(1);
    private final AtomicReference<Thread> own = new AtomicReference<>();
    private final AtomicBoolean survived = new AtomicBoolean(true);
    private final CommandWatchdog watchdog = new CommandWatchdog(System::nanoTime, this::settings);
    private final Thread closing = Thread.ofPlatform().unstarted(this::close);

    /** Keeps the watchdog from ending until whoever closes it waits for it, or has gone on without. */
    private TimingSettings settings() {
        own.set(Thread.currentThread());
        looks.countDown();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        return TimingSettings.defaults();
    }

    private void close() {
        watchdog.close();
        survived.set(own.get().isAlive());
    }

    @Test
    void isGoneWhenItIsClosed() throws InterruptedException {
        watchdog.start();
        looks.await();
        closing.start();
        closing.join();

        assertFalse(survived.get(), "its thread is still there");
    }

    @Test
    void whoIsInterruptedWaitsNoLongerAndStaysInterrupted() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        watchdog.start();
        looks.await();
        Thread interruptedOne = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            watchdog.close();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        interruptedOne.join();

        assertTrue(interrupted.get());
        assertTrue(own.get().isAlive(), "it was held up");
        closing.start();
        closing.join();
    }

    @Test
    void isClosedWithoutHavingBeenStarted() {
        watchdog.close();
    }
}
