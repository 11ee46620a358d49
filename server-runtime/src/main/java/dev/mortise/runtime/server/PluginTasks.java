package dev.mortise.runtime.server;

import dev.mortise.api.Server;
import dev.mortise.api.internal.HostScheduled;
import dev.mortise.api.internal.HostTasks;
import dev.mortise.runtime.isolation.PluginFailures;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers and threads of one plugin.
 *
 * <p><b>How.</b> Every task runs on a virtual thread of its own, which is counted as long as it runs; a timer only
 * starts one. In tests timers run in the thread that moves the clock, so that a test sees what they did.
 *
 * <p><b>Life.</b> Closed at first, so that a plugin cannot do anything while others are still configured; {@link #open}
 * when it is started; {@link #close} when it is stopped.
 *
 * <p>For any thread.
 */
final class PluginTasks implements HostTasks {

    private final Server.Module module;
    private final ClassLoader loader;
    private final Timers timers;
    private final PluginFailures failures;
    private final Executor timerThreads;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean open;
    private volatile boolean timersOpen;

    /**
     * @param module whose they are
     * @param timers of all plugins
     * @param failures where what tasks throw is noted
     * @param timersInTests whether timers run in the thread that looks after them
     */
    PluginTasks(ConfiguredModule module, Timers timers, PluginFailures failures, boolean timersInTests) {
        this.module = module.description();
        this.loader = module.instance().getClass().getClassLoader();
        this.timers = timers;
        this.failures = failures;
        this.timerThreads = timersInTests ? Runnable::run : this::startThread;
    }

    void open() {
        open = true;
        timersOpen = true;
    }

    /** {@return how many threads run at present} */
    int running() {
        return running.size();
    }

    @Override
    public Executor background() {
        return task -> {
            if (!open) {
                throw new RejectedExecutionException("plugin '" + module.id() + "' is not started, or stopped");
            }
            startThread(() -> failures.guard(module, "a background task", loader, task::run));
        };
    }

    /** Starts a thread that is interrupted when the plugin stops, and has its class loader. */
    private void startThread(Runnable task) {
        Thread thread = Thread.ofVirtual()
                .name("plugin-" + module.id())
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    try {
                        task.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                });
        running.add(thread);
        thread.start();
    }

    @Override
    public Scheduled every(Duration interval, Runnable task) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("interval " + interval + ": must be at least a millisecond");
        }
        return begin(new Repeated(nanos(interval), true, task));
    }

    @Override
    public Scheduled after(Duration delay, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + ": must not be negative");
        }
        return begin(new Repeated(nanos(delay), false, task));
    }

    /** Three centuries are for ever. */
    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0 ? Long.MAX_VALUE / 2 : duration.toNanos();
    }

    private Scheduled begin(Repeated repeated) {
        if (!timersOpen) {
            throw new IllegalStateException("plugin '" + module.id() + "' is not started, or stopped");
        }
        repeated.schedule();
        return repeated;
    }

    /** A timer: the task again and again, or once. */
    private final class Repeated implements HostScheduled {
        private final long nanos;
        private final boolean again;
        private final Runnable task;
        private volatile Timers.@Nullable Timer next;
        private volatile boolean cancelled;

        private Repeated(long nanos, boolean again, Runnable task) {
            this.nanos = nanos;
            this.again = again;
            this.task = task;
        }

        private void schedule() {
            next = timers.schedule(nanos, () -> {
                if (!cancelled && timersOpen) {
                    timerThreads.execute(this::run);
                }
            });
        }

        private void run() {
            failures.guard(module, "a timer", loader, task::run);
            if (again && !cancelled && timersOpen) {
                schedule();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Timers.Timer waiting = next;
            if (waiting != null) {
                waiting.cancel();
            }
        }
    }

    /** Cancels all timers. What a timer has begun goes on. */
    void endTimers() {
        timersOpen = false;
    }

    /**
     * Interrupts what still runs, and waits for it.
     *
     * @param mostNanos how long at most
     * @return how many threads have not ended by then
     * @throws InterruptedException if the thread that waits is interrupted
     */
    int close(long mostNanos) throws InterruptedException {
        open = false;
        running.forEach(Thread::interrupt);
        await(System.nanoTime() + mostNanos);
        return running.size();
    }

    /**
     * Waits until nothing runs any more.
     *
     * @param deadlineNanos until when at most, by {@link System#nanoTime}
     * @throws InterruptedException if the thread that waits is interrupted
     */
    void await(long deadlineNanos) throws InterruptedException {
        for (long left = 1; left > 0 && !running.isEmpty(); left = deadlineNanos - System.nanoTime()) {
            for (Thread thread : running) {
                // One that is about to start is looked at again.
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
            }
        }
    }
}
