package dev.mortise.runtime.server;

import dev.mortise.runtime.module.Fault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stops a module, and goes on without it if it takes too long: a server that is told to stop does.
 *
 * <p>Its timers are cancelled; its {@code stop} is called, on a thread of its own, because a thread that does not
 * return can only be left behind; then what it still does in the background is interrupted. All of that shares one
 * budget.
 */
final class ModuleStop {

    /** How long a module may take. */
    static final Duration BUDGET = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(ModuleStop.class.getName());

    private ModuleStop() {}

    static void run(ConfiguredModule module, PluginTasks tasks, Duration budget) {
        String id = module.description().id();
        long deadline = System.nanoTime() + budget.toNanos();
        tasks.endTimers();
        Thread stopping =
                Thread.ofPlatform().daemon().name("mortise-stop-" + id).start(() -> stop(module));
        try {
            if (!stopping.join(Duration.ofNanos(budget.toNanos()))) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "stopping: module '" + id + "' takes longer than " + shown(budget) + "; it is left behind at "
                                + place(stopping));
                stopping.interrupt();
            }
            long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime());
            int threads = tasks.close(left);
            if (threads > 0) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "stopping: " + threads + " threads of module '" + id
                                + "' do not end although they were interrupted; they are left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(ConfiguredModule module) {
        try {
            ModuleCall.run(module, module.instance()::stop);
        } catch (ModuleCall.Failed e) {
            Fault fault = Fault.of(e.thrown(), "stop");
            LOG.log(
                    System.Logger.Level.ERROR,
                    module.problem(fault.cause(), fault.remedy()).toString(),
                    e.thrown());
        }
    }

    private static String place(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "its end" : stack[0].toString();
    }

    private static String shown(Duration budget) {
        return budget.toMillis() + " ms";
    }
}
