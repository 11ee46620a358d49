package dev.mortise.integration.linearizability;

import org.jspecify.annotations.Nullable;

/**
 * One thing that one client asked for, and when. Instants are numbers of a clock that all clients share.
 *
 * @param <C> what can be asked
 * @param <R> what can be answered
 * @param client who asked; what one client asks takes effect in the order in which it asks
 * @param call what was asked
 * @param reply what was answered; null if nobody knows, for the client left before: then it may have been done at any
 *     time since, or never
 * @param invoked an instant before the call was sent, of no other event
 * @param returned an instant after the reply was there, of no other event; {@link #NEVER} without a reply
 */
record Operation<C, R>(int client, C call, @Nullable R reply, long invoked, long returned) {

    static final long NEVER = Long.MAX_VALUE;

    Operation {
        if (invoked >= returned) {
            throw new IllegalArgumentException("returned before it was invoked: " + call);
        }
        if ((reply == null) != (returned == NEVER)) {
            throw new IllegalArgumentException("a reply and its instant belong together: " + call);
        }
    }

    boolean isAnswered() {
        return returned != NEVER;
    }

    /** {@return such as {@code client 3: GET a -> "1" [17, 20]}} */
    @Override
    public String toString() {
        String what = "client " + client + ": " + call;
        return isAnswered()
                ? what + " -> " + reply + " [" + invoked + ", " + returned + "]"
                : what + " -> ? [" + invoked + ", ...]";
    }
}
