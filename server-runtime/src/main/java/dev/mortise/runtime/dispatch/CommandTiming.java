package dev.mortise.runtime.dispatch;

import dev.mortise.api.Flag;
import dev.mortise.api.Slice;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.session.ClientSession;
import dev.mortise.runtime.statistics.LoopStatistics;
import dev.mortise.runtime.statistics.TimingLog;
import dev.mortise.runtime.statistics.TimingSettings;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long commands take, for the counters, the histograms, the slow log and the events.
 *
 * <p><b>Why not simply each.</b> Reading the clock takes 20 to 40 ns, which is a tenth of a pipelined GET and more. A
 * reading ends one command and begins the next, so a command alone in its batch costs two readings, and each further
 * one that is timed by itself one more.
 *
 * <p><b>How it works.</b> Equal commands that follow each other in a pipeline are timed together, up to {@link
 * #MOST_TOGETHER} of them, if nothing that they are given can make one of them slow: commands of constant time, or of
 * constant time for each thing they are given or reply, by what their specs say, with a short request ({@link
 * RegisteredCommand#isConstantTime}). All others are timed each: their readings are small beside what they do. A long
 * reply, which only shows afterwards, ends a group as well.
 *
 * <p><b>What always holds.</b>
 *
 * <ol>
 *   <li>A group consists of runs of one command: no time ever counts for another command than the one it was spent on.
 *       What is spent between commands, on refusing requests, counts for none.
 *   <li>The times of groups add up to the time of all commands.
 *   <li>No command that took as long as a threshold says is missing from the slow log or the events: if one did, its
 *       group did.
 *   <li>An entry stands for one command, unless it says how many were timed together. Then nothing in the requests
 *       explains the time: the machine or the JVM stopped the loop in between. The entry shows the last of them.
 *   <li>With a threshold below {@link #TIMED_EACH_BELOW_MICROS} every command is timed by itself.
 * </ol>
 *
 * <p>In the histograms each command of a group counts with its share of the group's time.
 *
 * <p><b>Instead of.</b> A thread that writes the time into a field every millisecond makes reading it free, but it
 * wakes up a core a thousand times a second, and comes late exactly when the machine is busy and things are slow.
 *
 * <p>Not thread-safe; belongs to the {@link Dispatcher} of an event loop.
 */
final class CommandTiming {

    /** How many commands one reading of the clock may serve: less than 2 ns for each. */
    static final int MOST_TOGETHER = 32;

    /** Requests and replies that are longer may take a while. */
    static final int SHORT_BYTES = 16 * 1024;

    /** A threshold below is not for finding what is slow but for seeing everything. */
    static final long TIMED_EACH_BELOW_MICROS = 1000;

    private final LongSupplier nanoTime;
    private final LoopStatistics counters;
    private final TimingLog log;

    private TimingSettings settings;
    private long leastNanos;
    private boolean together;

    private @Nullable RequestBatch batch;
    private @Nullable ClientSession session;

    /** What is measured at present, if anything: these requests of the batch, from the first up to the end. */
    private @Nullable RegisteredCommand command;

    private int groupStart;
    private int groupEnd;

    private long sinceNanos;

    /** The same for those who look from outside. */
    private final RunningCommand running;

    /** Something else has taken time since the last reading of the clock. */
    private boolean paused;

    /**
     * Measures the commands of one event loop.
     *
     * @param nanoTime a clock that goes forwards
     * @param counters those of the event loop
     * @param log where what is slow is noted
     */
    CommandTiming(LongSupplier nanoTime, LoopStatistics counters, TimingLog log) {
        this(nanoTime, counters, log, new RunningCommand());
    }

    private CommandTiming(LongSupplier nanoTime, LoopStatistics counters, TimingLog log, RunningCommand running) {
        this.running = running;
        this.nanoTime = nanoTime;
        this.counters = counters;
        this.log = log;
        this.settings = log.settings();
    }

    /** {@return what measures commands that run within another one, each by itself} */
    CommandTiming within() {
        return new CommandTiming(nanoTime, counters, log, running);
    }

    /** {@return what is executed at present, for any thread} */
    RunningCommand running() {
        return running;
    }

    /** Begins a batch. */
    void begin(RequestBatch newBatch, ClientSession newSession) {
        readSettings();
        batch = newBatch;
        session = newSession;
        command = null;
        groupEnd = 0;
        paused = false;
        sinceNanos = nanoTime.getAsLong();
        running.onThisThread();
    }

    private void readSettings() {
        settings = log.settings();
        leastNanos = settings.leastNanos();
        together = settings.slowerThanMicros() < 0 || settings.slowerThanMicros() >= TIMED_EACH_BELOW_MICROS;
    }

    /** {@return whether {@link #before} is to be called for this request: no group has it yet} */
    boolean beginsAt(int request) {
        return request >= groupEnd;
    }

    /**
     * Begins a group with a command that is about to run.
     *
     * @param next the command
     * @param request its request
     * @param found the commands of the requests after it
     */
    void before(RegisteredCommand next, int request, @Nullable RegisteredCommand[] found) {
        command = next;
        groupStart = request;
        groupEnd = together && next.isConstantTime() ? groupEnd(next, request, found) : request + 1;
        if (paused) {
            paused = false;
            sinceNanos = nanoTime.getAsLong();
        }
        running.begins(next, sinceNanos);
    }

    private int groupEnd(RegisteredCommand next, int request, @Nullable RegisteredCommand[] found) {
        RequestBatch requests = Objects.requireNonNull(batch, "not begun");
        int most = Math.min(requests.count(), request + MOST_TOGETHER);
        // Most batches are short, and so are all of their requests then.
        boolean allShort = bytes(requests, request, most - 1) <= SHORT_BYTES;
        int end = request;
        while (end < most && found[end] == next && (allShort || bytes(requests, end, end) <= SHORT_BYTES)) {
            end++;
        }
        return Math.max(end, request + 1);
    }

    private static int bytes(RequestBatch batch, int firstRequest, int lastRequest) {
        int first = batch.firstWord(firstRequest);
        int last = batch.firstWord(lastRequest) + batch.wordCount(lastRequest) - 1;
        return batch.offset(last) + batch.length(last) - batch.offset(first);
    }

    /** {@return whether {@link #after} is to be called for this request: its group ends with it} */
    boolean endsAt(int request) {
        return request + 1 >= groupEnd;
    }

    /**
     * Ends a group.
     *
     * @param last what has run as its last; it knows which of its words are secret
     * @param request its request
     * @param answered whether it is done; if not, it waits, and will run again
     */
    void after(CommandRequest last, int request, boolean answered) {
        if (!answered) {
            pause(request);
            return;
        }
        if (groupEnd - groupStart == 1) {
            // It may have been the one that changes them, which then hold for itself.
            readSettings();
        }
        endGroup(request + 1, last);
    }

    /**
     * Says that a request is refused or put off: the time from here to the next command is none of theirs.
     *
     * @param request the request, which may be one of a group
     */
    void pause(int request) {
        endGroup(request, null);
        paused = true;
    }

    /**
     * Says that the last reply was long, which may have taken a while: no other command is to share its time.
     *
     * @param next the request after it
     */
    void cut(int next) {
        endGroup(next, null);
    }

    /**
     * Ends a batch.
     *
     * @param next the first request that was not executed
     */
    void end(int next) {
        endGroup(next, null);
        batch = null;
        session = null;
    }

    private void endGroup(int end, @Nullable CommandRequest last) {
        RegisteredCommand ran = command;
        int calls = end - groupStart;
        if (ran != null && calls > 0) {
            long now = nanoTime.getAsLong();
            long took = now - sinceNanos;
            running.ends(now);
            counters.commands().ran(ran.index(), calls, took);
            if (settings.tracking()) {
                counters.histograms().ran(ran.index(), calls, took);
            }
            if (took >= leastNanos) {
                note(ran, calls, took, end - 1, last);
                now = nanoTime.getAsLong();
            }
            sinceNanos = now;
        } else if (ran != null) {
            running.ends(sinceNanos);
        }
        command = null;
        groupEnd = 0;
    }

    private void note(
            RegisteredCommand ran, int calls, long tookNanos, int lastRequest, @Nullable CommandRequest last) {
        log.happened(ran.spec().is(Flag.FAST) ? "fast-command" : "command", TimeUnit.NANOSECONDS.toMillis(tookNanos));
        if (settings.isSlow(tookNanos) && !ran.spec().is(Flag.SKIP_SLOWLOG)) {
            List<Slice> words = ShownWords.of(Objects.requireNonNull(batch, "not begun"), lastRequest, last, calls);
            ClientSession client = Objects.requireNonNull(session, "not begun");
            log.slow(TimeUnit.NANOSECONDS.toMicros(tookNanos), words, client.address(), client.name());
        }
    }
}
