package dev.mortise.runtime.session;

/**
 * Why nothing more of a client is executed for now, and how long.
 *
 * @param reason why
 * @param untilMillis when the next request is tried again, in milliseconds since 1970; {@link Long#MAX_VALUE} for not
 *     by itself
 */
public record Waiting(Reason reason, long untilMillis) {

    /** Why a client waits. */
    public enum Reason {
        /** All clients were told to. */
        PAUSE,
        /** Its command waits for something. */
        COMMAND
    }
}
