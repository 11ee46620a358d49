package dev.mortise.runtime.server;

import java.util.Map;

/** What {@code CONFIG GET} and {@code CONFIG SET} are about. For any thread. */
public interface Parameters {

    /** {@return the present values by name} */
    Map<String, String> all();

    /**
     * Changes all or none.
     *
     * @throws dev.mortise.api.ServerError if one is unknown, fixed, or was given a value it cannot have
     */
    void change(Map<String, String> changes);
}
