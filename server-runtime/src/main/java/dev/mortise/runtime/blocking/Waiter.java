package dev.mortise.runtime.blocking;

import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command of one client that waits for keys.
 *
 * <p><b>Its life.</b> It waits until it is answered or gives up, one of which it does, once. Whoever changes one of its
 * keys has it {@linkplain Retry tried again} and perhaps answered, on his own thread; that it gives up is for its own
 * client's event loop to say, or for whoever unblocks the client. So either happens in the monitor of the waiter, and
 * whoever comes second finds the other done.
 *
 * <p>For all threads. Its place in lines is guarded by the locks of the keys; the monitor is taken after these, never
 * before.
 */
public final class Waiter {

    /** For each key besides its bytes: its place in a line, and a line. Measured, rounded. */
    private static final long KEY_BYTES = 256;

    /** Runs a command once more. */
    @FunctionalInterface
    public interface Retry {
        /**
         * Locks what the command needs, and {@linkplain Waiter#attempt attempts} it.
         *
         * @param waiter the command
         * @param key the key for which it is its turn
         */
        void run(Waiter waiter, Slice key);
    }

    private enum State {
        WAITS,
        GAVE_UP,
        ANSWERED
    }

    private final KeyLines keyLines;
    private final @Nullable ValueType<?> type;
    private final int keys;
    private final long untilMillis;
    private final Retry retry;
    private final Runnable wake;
    private final List<Line> lines = new ArrayList<>();
    private long ticket;
    private volatile long bytes;
    private volatile State state = State.WAITS;
    private volatile @Nullable LateReply reply;

    /**
     * A command that is in no line yet.
     *
     * @param keyLines the lines
     * @param type the type of value it waits for; null if it waits for any change
     * @param keys how many of its keys it waits for, the first ones
     * @param untilMillis until when, in milliseconds since 1970
     * @param retry runs it once more
     * @param wake has its client look whether it need wait no longer; any thread may
     */
    public Waiter(
            KeyLines keyLines, @Nullable ValueType<?> type, int keys, long untilMillis, Retry retry, Runnable wake) {
        this.keyLines = keyLines;
        this.type = type;
        this.keys = keys;
        this.untilMillis = untilMillis;
        this.retry = retry;
        this.wake = wake;
    }

    /** {@return the type of value it waits for, or null if it is to be tried after any change} */
    @Nullable
    ValueType<?> type() {
        return type;
    }

    /** {@return how many of its keys it waits for, the first ones} */
    public int keys() {
        return keys;
    }

    /** {@return until when it waits, in milliseconds since 1970} */
    public long untilMillis() {
        return untilMillis;
    }

    /** {@return what runs it once more} */
    public Retry retry() {
        return retry;
    }

    /** {@return about how much memory it takes to wait} */
    public long bytes() {
        return bytes;
    }

    /** The lines it is in. */
    List<Line> lines() {
        return lines;
    }

    long ticket() {
        return ticket;
    }

    void stand(long drawn) {
        ticket = drawn;
    }

    void standIn(List<Line> all) {
        lines.addAll(all);
        bytes = all.stream()
                .mapToLong(line -> KEY_BYTES + line.name().key().length())
                .sum();
    }

    /**
     * Runs something that may answer the command, unless it has given up, and takes it out of its lines if it does.
     *
     * @param attempt returns the answer, or null if the command goes on waiting; runs under the locks of all keys of
     *     the command
     */
    public void attempt(Supplier<@Nullable LateReply> attempt) {
        synchronized (this) {
            if (state != State.WAITS) {
                return;
            }
            LateReply answer = attempt.get();
            if (answer == null) {
                return;
            }
            reply = answer;
            state = State.ANSWERED;
            keyLines.remove(this);
        }
    }

    /** Has its client take the answer, if there is one. */
    void wakeIfAnswered() {
        if (reply != null) {
            wake.run();
        }
    }

    /** {@return the answer, or null if there is none (yet)} */
    public @Nullable LateReply reply() {
        return reply;
    }

    /** {@return whether it was answered} */
    public boolean answered() {
        return state == State.ANSWERED;
    }

    /** {@return whether it gives up now, and had neither done so before nor been answered} */
    public synchronized boolean giveUp() {
        boolean waits = state == State.WAITS;
        if (waits) {
            state = State.GAVE_UP;
        }
        return waits;
    }

    /**
     * Gives up, if it was not answered, and leaves all its lines. For its client's event loop; locks one key after the
     * other.
     */
    public void leave() {
        boolean _ = giveUp();
        if (!answered()) {
            keyLines.leave(this);
        }
    }
}
