package dev.mortise.runtime.session;

import dev.mortise.runtime.blocking.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Whether nothing more of a client is executed for now, what it waits for, and how that ends.
 *
 * <p><b>What for.</b> A client is suspended because all are {@linkplain Waiting.Reason#PAUSE held back}, or because its
 * command waits: for a moment in time, for keys as a {@link Waiter}, or for an {@link AsyncCall}. Whichever it is, the
 * request that has begun the wait stays the first of those not executed.
 *
 * <p><b>How it ends.</b> The event loop finds with {@link #endIfOver} that the time is over, the answer is there or
 * somebody has {@linkplain #unblock unblocked} the client. If a command has waited, the dispatcher then takes what
 * there is to take, each once, and answers. {@link #cancel} ends a wait that is not to have happened.
 *
 * <p>For the event loop of the client, except for {@link #unblock} and what can only be read.
 */
public final class Suspension {

    private boolean resumed;
    private @Nullable AsyncCall asyncCall;
    private @Nullable Waiter waiter;
    private volatile @Nullable Waiting waiting;
    private volatile @Nullable Unblocked unblocked;

    /** How somebody else ended a wait. */
    private enum Unblocked {
        AS_TIMED_OUT,
        WITH_ERROR
    }

    /** Executes nothing more of this client for now. */
    public void begin(Waiting reason) {
        unblocked = null;
        waiting = reason;
    }

    /** Executes nothing more of this client until the command is answered that waits for keys, or it is too late. */
    public void begin(Waiter inLine) {
        waiter = inLine;
        begin(new Waiting(Waiting.Reason.COMMAND, inLine.untilMillis()));
    }

    /** Executes nothing more of this client until its reply has been worked out elsewhere, or it is too late. */
    public void begin(AsyncCall call, long untilMillis) {
        begin(new Waiting(Waiting.Reason.COMMAND, untilMillis));
        asyncCall = call;
    }

    /** Ends the wait without further ado. */
    public void cancel() {
        waiting = null;
        asyncCall = null;
        waiter = null;
    }

    /**
     * Ends the wait if it is over, so that the next request is tried again.
     *
     * @return whether the client does not wait any more
     */
    public boolean endIfOver(long nowMillis) {
        Waiting present = waiting;
        if (present == null) {
            return true;
        }
        // A pause may have been ended by somebody, which only trying again can tell.
        AsyncCall call = asyncCall;
        Waiter inLine = waiter;
        boolean late = nowMillis >= present.untilMillis() || unblocked != null;
        if (late && inLine != null) {
            inLine.leave();
        }
        boolean over = late
                || present.reason() == Waiting.Reason.PAUSE
                || (call != null && call.done())
                || (inLine != null && inLine.answered());
        if (over) {
            resumed = present.reason() == Waiting.Reason.COMMAND;
            waiting = null;
        }
        return over;
    }

    /**
     * Ends the wait of a command from another thread. {@return whether a command waited, and nothing else had ended it}
     */
    boolean unblock(boolean withError) {
        Waiting present = waiting;
        if (present == null || present.reason() != Waiting.Reason.COMMAND || unblocked != null) {
            return false;
        }
        Waiter inLine = waiter;
        if (inLine != null && !inLine.giveUp()) {
            return false;
        }
        unblocked = withError ? Unblocked.WITH_ERROR : Unblocked.AS_TIMED_OUT;
        return true;
    }

    /** Gives up all there is to wait for: the connection has ended. */
    void abandon() {
        AsyncCall call = takeAsyncCall();
        if (call != null) {
            call.cancel();
        }
        boolean _ = leaveLines();
    }

    /**
     * Has the client wait for keys no longer, if it was not answered yet: it is about to go.
     *
     * @return whether it waits and was answered, so that there is something to take for it
     */
    public boolean leaveLines() {
        Waiter inLine = waiter;
        if (inLine == null) {
            return false;
        }
        inLine.leave();
        return waiting != null && inLine.answered();
    }

    // ---- what the dispatcher takes when a command has waited, each told once

    /** {@return whether the command to be executed next has waited, and its time is over} */
    public boolean takeResumed() {
        boolean was = resumed;
        resumed = false;
        return was;
    }

    /** {@return what the request to be answered next has waited as, if for keys} */
    public @Nullable Waiter takeWaiter() {
        Waiter was = waiter;
        waiter = null;
        return was;
    }

    /** {@return what has worked out the reply to the request to be answered next, or has failed to in time} */
    public @Nullable AsyncCall takeAsyncCall() {
        AsyncCall call = asyncCall;
        asyncCall = null;
        return call;
    }

    /** {@return whether that request is to be answered by an error instead} */
    public boolean takeUnblockedWithError() {
        boolean was = unblocked == Unblocked.WITH_ERROR;
        unblocked = null;
        return was;
    }

    // ---- how it is

    /** {@return why nothing of this client is executed for now, or null if it is} */
    public @Nullable Waiting waiting() {
        return waiting;
    }

    /** {@return what the client waits as, if for keys} */
    public @Nullable Waiter waiter() {
        return waiter;
    }

    /** {@return what works out the reply to the present request, or null} */
    public @Nullable AsyncCall asyncCall() {
        return asyncCall;
    }

    /** {@return whether it waits, as far as others can tell: not if it was answered and does not know that yet} */
    boolean visible() {
        Waiting present = waiting;
        Waiter inLine = waiter;
        return present != null && (inLine == null || !inLine.answered());
    }

    /** {@return whether the reply to the present request is or may be on its way, and nobody else will write it} */
    public boolean awaitsReply() {
        Waiter inLine = waiter;
        return asyncCall != null || (inLine != null && inLine.answered());
    }

    /** {@return about how much memory it takes} */
    long bytes() {
        Waiter inLine = waiter;
        return inLine == null ? 0 : inLine.bytes();
    }
}
