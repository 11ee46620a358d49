package dev.mortise.runtime.config;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The server's own parameters, as modules get to know them. For any thread. */
public interface ParameterSource {

    /**
     * {@return the present value of a parameter that is a whole number, at the cost of reading a field}
     *
     * @throws IllegalArgumentException if there is no such parameter
     */
    default LongSupplier number(String name) {
        throw new IllegalArgumentException("there is no parameter '" + name + "' that is a number");
    }

    /**
     * Tells a listener the value of a parameter now, and each later one.
     *
     * @param listener gets it as it is written for {@code CONFIG SET}
     * @throws IllegalArgumentException if there is no such parameter
     */
    default void onChange(String name, Consumer<String> listener) {
        throw new IllegalArgumentException("there is no parameter '" + name + "'");
    }
}
