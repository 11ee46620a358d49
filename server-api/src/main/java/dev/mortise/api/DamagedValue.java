package dev.mortise.api;

import java.io.Serial;

/**
 * A value that cannot be read: it was cut off, changed on its way, or written by another type.
 *
 * <p>{@link ValueInput} throws it, and so does {@link ValueType#read} for what only the type can know to be wrong. The
 * host adds to the message where the value was found, and refuses to load it.
 */
@Stable
public final class DamagedValue extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with a value.
     *
     * @param message for operators, without a capital and a full stop: {@code "a width of -1"}
     */
    public DamagedValue(String message) {
        super(message);
    }
}
