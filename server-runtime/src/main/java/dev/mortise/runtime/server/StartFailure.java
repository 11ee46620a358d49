package dev.mortise.runtime.server;

import java.io.Serial;

/** Why the server does not start, in words for the operator: what was wrong, where, and what to do about it. */
public final class StartFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
