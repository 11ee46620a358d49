package dev.mortise.runtime.server;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen at some later time.
 *
 * <p><b>How.</b> A heap of instants, soonest first, and a thread that sleeps until the first of them: {@code
 * mortise-timers}, started with the first timer, so that a server without any has no such thread. It only hands tasks
 * on to the plugins' own threads, so that a slow one delays nobody. In tests there is no thread; {@link #runDue} is
 * called when the test has moved the clock.
 *
 * <p><b>Cost.</b> O(log n) to add and to fire. A cancelled timer stays in the heap until its time, which costs a few
 * dozen bytes; O(n) to find it would cost more.
 *
 * <p><b>What we did not do.</b> {@code ScheduledThreadPoolExecutor} does the same, but asks the JVM for the time, so
 * that tests would have to sleep.
 *
 * <p>For any thread.
 */
final class Timers implements AutoCloseable {

    private static final long LONGEST_SLEEP_NANOS = TimeUnit.HOURS.toNanos(1);

    /** One task, and when. */
    static final class Timer implements Comparable<Timer> {
        private final long atNanos;
        private final long number;
        private final Runnable task;
        private volatile boolean cancelled;

        private Timer(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }

        void cancel() {
            cancelled = true;
        }

        /** Of those for the same instant, the one that was asked for first. */
        @Override
        public int compareTo(Timer other) {
            long difference = atNanos - other.atNanos;
            return difference != 0 ? Long.signum(difference) : Long.compare(number, other.number);
        }
    }

    private final LongSupplier nanoTime;
    private final boolean ownThread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long lastNumber;
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * @param nanoTime a clock for durations
     * @param ownThread whether a thread looks after the timers; otherwise somebody calls {@link #runDue}
     */
    Timers(LongSupplier nanoTime, boolean ownThread) {
        this.nanoTime = nanoTime;
        this.ownThread = ownThread;
    }

    /**
     * Has something done later.
     *
     * @param delayNanos when, from now on
     * @param task must be quick, and throw nothing
     * @return to cancel it
     */
    Timer schedule(long delayNanos, Runnable task) {
        lock.lock();
        try {
            Timer timer = new Timer(nanoTime.getAsLong() + delayNanos, lastNumber++, task);
            if (!closed) {
                queue.add(timer);
                changed.signal();
                if (ownThread && thread == null) {
                    thread = Thread.ofPlatform().daemon().name("mortise-timers").start(this::runAll);
                }
            }
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how long until the next one, at least 0; {@link Long#MAX_VALUE} if there is none} */
    long nanosToNext() {
        lock.lock();
        try {
            dropCancelled();
            Timer next = queue.peek();
            return next == null ? Long.MAX_VALUE : Math.max(0, next.atNanos - nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Does what is due. */
    void runDue() {
        Timer due = takeDue();
        while (due != null) {
            due.task.run();
            due = takeDue();
        }
    }

    private @Nullable Timer takeDue() {
        return nanosToNext() > 0 ? null : take();
    }

    private @Nullable Timer take() {
        lock.lock();
        try {
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    private void dropCancelled() {
        Timer next = queue.peek();
        while (next != null && next.cancelled) {
            queue.poll();
            next = queue.peek();
        }
    }

    private void runAll() {
        while (awaitDue()) {
            runDue();
        }
    }

    /** {@return false when there is nothing more to wait for} */
    private boolean awaitDue() {
        lock.lock();
        try {
            long nanos = nanosToNext();
            while (!closed && nanos > 0) {
                var _ = changed.awaitNanos(Math.min(nanos, LONGEST_SLEEP_NANOS));
                nanos = nanosToNext();
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
