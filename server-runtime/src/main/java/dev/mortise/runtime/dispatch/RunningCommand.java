package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.statistics.SlowRuns;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop executes at present, for {@link CommandWatchdog} to see.
 *
 * <p><b>Cost.</b> The loop writes two fields when it begins a command, or a group of equal ones, and one when it ends
 * it: plain stores, into a line of the cache that nobody else writes to. It reads the clock for that no more often than
 * it does anyhow.
 *
 * <p><b>Threads.</b> Written by the loop. Whoever looks reads the command, the beginning, and the command again; if it
 * is the same, the beginning is of a run of it, or of a later one, which only makes it look shorter than it is.
 */
public final class RunningCommand {

    private static final VarHandle COMMAND;
    private static final VarHandle SINCE;
    private static final VarHandle NOTICED;

    static {
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            COMMAND = own.findVarHandle(RunningCommand.class, "command", RegisteredCommand.class);
            SINCE = own.findVarHandle(RunningCommand.class, "sinceNanos", long.class);
            NOTICED = own.findVarHandle(RunningCommand.class, "noticedNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable RegisteredCommand command;
    private long sinceNanos;

    /** When the run began that the watchdog has noticed; it is of no importance once another has begun. */
    @SuppressWarnings("UnusedVariable") // read by its handle
    private long noticedNanos = Long.MIN_VALUE;

    private volatile @Nullable Thread thread;
    private volatile @Nullable SlowRuns slowRuns;

    RunningCommand() {}

    /** Says who executes. Called for each batch, by the loop itself. */
    void onThisThread() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
    }

    void begins(RegisteredCommand next, long nowNanos) {
        SINCE.setOpaque(this, nowNanos);
        COMMAND.setOpaque(this, next);
    }

    void ends(long nowNanos) {
        RegisteredCommand ran = command;
        COMMAND.setOpaque(this, null);
        if ((long) NOTICED.getOpaque(this) == sinceNanos && ran != null) {
            SlowRuns slow = slowRuns;
            if (slow != null) {
                slow.ended(ran.module().id(), ran.fullName(), nowNanos - sinceNanos);
            }
        }
    }

    /** Says where the end of a run goes that was noticed. */
    void report(SlowRuns to) {
        slowRuns = to;
    }

    /** {@return what is being executed, or null} */
    @Nullable
    RegisteredCommand command() {
        return (RegisteredCommand) COMMAND.getOpaque(this);
    }

    /** {@return since when, by the clock for durations} */
    long sinceNanos() {
        return (long) SINCE.getOpaque(this);
    }

    /** {@return whether this run was not noticed before} */
    boolean notice(long runSinceNanos) {
        boolean first = (long) NOTICED.getOpaque(this) != runSinceNanos;
        NOTICED.setOpaque(this, runSinceNanos);
        return first;
    }

    /** {@return who executes, or null if nothing was executed yet} */
    @Nullable
    Thread thread() {
        return thread;
    }
}
