package dev.mortise.integration.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what another process does, which announces it to nobody.
 *
 * <p>A test goes on as soon as the condition holds, and fails when it has not come true in a time that no machine
 * needs. No test here waits for a time in the hope that something has happened by then.
 */
public final class Await {

    private static final long PAUSE_NANOS = 2_000_000;

    private Await() {}

    /**
     * Returns once the condition holds.
     *
     * @param what the condition in words, for the failure
     * @param atMost how long it may take
     * @param condition asked every few milliseconds
     * @throws AssertionError if it did not come true
     */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
