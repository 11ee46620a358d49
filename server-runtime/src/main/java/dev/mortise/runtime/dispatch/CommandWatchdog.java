package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.statistics.SlowRuns;
import dev.mortise.runtime.statistics.TimingSettings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells of commands that take too long while they still run: whose they are, and where they are stuck.
 *
 * <p><b>Why.</b> A command that runs for seconds holds up every client of its event loop, and everybody who wants its
 * keys. The slow log knows it when it is over, which may be never. Java cannot stop it, but it can say whom to ask.
 *
 * <p><b>How it works.</b> A thread of its own looks, four times within the threshold, at what each loop executes
 * ({@link RunningCommand}). It cannot be the thread that reclaims memory, which waits for shards itself. Each run is
 * logged once, with the stack of its thread; how long it took in the end is noted by the loop. A loop that only waits
 * for a shard is passed over: the one that holds the shard is the one to be told of.
 *
 * <p><b>Cost.</b> See {@link RunningCommand}; and at least four wake-ups a second.
 */
public final class CommandWatchdog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CommandWatchdog.class.getName());
    private static final long LEAST_PAUSE_MILLIS = 5;
    private static final long MOST_PAUSE_MILLIS = 250;
    private static final int LOOKS_WITHIN_THRESHOLD = 4;
    private static final long CLOSE_WAIT_MILLIS = 2000;
    private static final int MOST_FRAMES = 40;
    private static final String DISPATCH = CommandWatchdog.class.getPackageName() + ".";

    private final LongSupplier nanoTime;
    private final Supplier<TimingSettings> settings;
    private final SlowRuns slowRuns = new SlowRuns();
    private final List<RunningCommand> loops = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("mortise-watchdog").unstarted(this::run);
    private volatile boolean closed;

    /**
     * A watchdog that sleeps until it is started.
     *
     * @param nanoTime the clock by which commands are timed
     * @param settings the present ones
     */
    public CommandWatchdog(LongSupplier nanoTime, Supplier<TimingSettings> settings) {
        this.nanoTime = nanoTime;
        this.settings = settings;
    }

    /** Begins to look at one more event loop, which executes nothing yet. */
    public void watch(RunningCommand loop) {
        loop.report(slowRuns);
        loops.add(loop);
    }

    /** {@return what was noticed} */
    public SlowRuns slowRuns() {
        return slowRuns;
    }

    /** Begins to look by itself. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            long threshold = settings.get().watchdogMillis();
            long pause = Math.clamp(threshold / LOOKS_WITHIN_THRESHOLD, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(threshold == 0 ? MOST_PAUSE_MILLIS : pause));
            try {
                look();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the watchdog failed; it will look again", e);
            }
        }
    }

    /** Looks once at every loop. */
    public void look() {
        long thresholdNanos = TimeUnit.MILLISECONDS.toNanos(settings.get().watchdogMillis());
        if (thresholdNanos > 0) {
            loops.forEach(loop -> look(loop, thresholdNanos));
        }
    }

    private void look(RunningCommand loop, long thresholdNanos) {
        RegisteredCommand command = loop.command();
        if (command == null) {
            return;
        }
        // Before the beginning is read: if this thread is held up in between, the run looks too short, never too long.
        long now = nanoTime.getAsLong();
        long since = loop.sinceNanos();
        Thread runner = loop.thread();
        if (now - since < thresholdNanos || runner == null || loop.command() != command) {
            return;
        }
        StackTraceElement[] stack = runner.getStackTrace();
        if (!waitsForShard(stack) && loop.command() == command && loop.notice(since)) {
            slowRuns.noticed(command.module().id(), command.fullName(), now - since);
            LOG.log(System.Logger.Level.WARNING, message(command, now - since, runner, stack));
        }
    }

    private static boolean waitsForShard(StackTraceElement... stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(Shard.class.getName())
                    && frame.getMethodName().equals("lock")) {
                return true;
            }
        }
        return false;
    }

    private static String message(
            RegisteredCommand command, long nanos, Thread runner, @Nullable StackTraceElement... stack) {
        StringBuilder message =
                new StringBuilder("%s of '%s' has been running for %d ms and holds up all clients of %s:"
                        .formatted(
                                command.fullName(),
                                command.module().id(),
                                TimeUnit.NANOSECONDS.toMillis(nanos),
                                runner.getName()));
        int frames = 0;
        for (StackTraceElement frame : stack) {
            if (frame == null || frame.getClassName().startsWith(DISPATCH) || frames++ == MOST_FRAMES) {
                break;
            }
            message.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return message.toString();
    }

    /** Ends its thread, and waits for that. Not for that thread itself. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
