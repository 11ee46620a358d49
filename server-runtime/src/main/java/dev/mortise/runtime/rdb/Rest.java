package dev.mortise.runtime.rdb;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A moment's rest between two pieces of work, as long as clients are served meanwhile. For one thread.
 *
 * <p><b>Why.</b> Whoever computes and never waits keeps its core until the slice of time is over that the system gave
 * it, some 3 ms; a client's request that comes in that time waits for it. On two cores 1 % of the requests took longer
 * than 1.7 to 3 ms while a snapshot was saved, and with a rest after every 0.1 ms of work not longer than 0.6 to 0.9;
 * with {@link Thread#yield} it was between 1 and 2. Nobody to rest for, no rest: an idle server saves twice as fast.
 */
final class Rest {

    private static final long NANOS = 50_000;

    private final LongSupplier served;
    private long seen;

    /**
     * A rest to be taken again and again.
     *
     * @param served how many commands were executed so far
     */
    Rest(LongSupplier served) {
        this.served = served;
    }

    /** Waits for a moment, if a command was executed since this was called last. */
    void take() {
        long now = served.getAsLong();
        if (now != seen) {
            seen = now;
            LockSupport.parkNanos(NANOS);
        }
    }
}
