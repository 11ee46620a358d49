package dev.mortise.runtime.config;

import java.io.Serial;

/** A text that a parameter cannot have; the message is what {@code CONFIG SET} answers about it. */
public final class InvalidValue extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidValue(String message) {
        super(message, null, false, false);
    }

    /** {@return what is wrong, in the words of Redis} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
