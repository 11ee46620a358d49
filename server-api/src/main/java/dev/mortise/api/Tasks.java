package dev.mortise.api;

import dev.mortise.api.internal.HostScheduled;
import dev.mortise.api.internal.HostTasks;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a plugin does beside answering requests: {@link Setup#tasks}. To be used from {@link CommandModule#start} on.
 *
 * <p>Every task runs on a virtual thread of its own, with the plugin's class loader as context class loader, and may
 * wait. What it throws is logged under the plugin's name and counted. When the plugin stops, timers are cancelled
 * first; after its {@link CommandModule#stop} has returned, threads that still run are interrupted and waited for, for
 * what is left of the ten seconds a plugin has for stopping. For any thread.
 *
 * <pre>{@code
 * private Tasks tasks;
 *
 * public void configure(Setup setup) {
 *     tasks = setup.tasks();
 * }
 *
 * public void start(Server server) {
 *     tasks.every(Duration.ofMinutes(1), this::refresh);
 * }
 * }</pre>
 *
 * <p>In the test kit timers obey the test's clock, and tasks run in the test's own thread while it advances.
 */
@Preview
public sealed interface Tasks permits HostTasks {

    /**
     * Runs a task again and again, one run at a time. After a run that failed the next one comes all the same.
     *
     * @param interval from the end of one run to the start of the next, at least a millisecond
     * @param task what to do
     * @return to cancel it
     * @throws IllegalStateException before the plugin is started, or when it is stopped
     */
    Scheduled every(Duration interval, Runnable task);

    /**
     * Runs a task once.
     *
     * @param delay from now on, not negative
     * @param task what to do
     * @return to cancel it
     * @throws IllegalStateException before the plugin is started, or when it is stopped
     */
    Scheduled after(Duration delay, Runnable task);

    /**
     * {@return what runs tasks at once, each on a virtual thread of its own}
     *
     * <p>Throws {@link java.util.concurrent.RejectedExecutionException} before the plugin is started, and when it is
     * stopped.
     */
    Executor background();

    /** A task that will run. For any thread. */
    sealed interface Scheduled permits HostScheduled {
        /** Keeps it from running again. A run that has begun goes on. Calling it again changes nothing. */
        void cancel();
    }
}
