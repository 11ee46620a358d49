package dev.mortise.runtime.server;

import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.config.ParameterSource;
import java.util.Map;

/** What {@code CONFIG GET} and {@code CONFIG SET} are about. For any thread. */
public interface Parameters extends ParameterSource {

    /** {@return what is set for modules} */
    ModuleSettings settings();

    /** {@return the present values by name, which is found in any case} */
    Map<String, String> all();

    /** {@return whether the value of a parameter, named in any case, must not be shown} */
    boolean isSecret(String name);

    /**
     * Writes the present values into the configuration file.
     *
     * @throws dev.mortise.api.ServerError if there is none, or it cannot be written; it is as it was then
     */
    void rewriteFile();

    /**
     * Changes all or none.
     *
     * @throws dev.mortise.api.ServerError if one is unknown, fixed, or was given a value it cannot have
     */
    void change(Map<String, String> changes);
}
