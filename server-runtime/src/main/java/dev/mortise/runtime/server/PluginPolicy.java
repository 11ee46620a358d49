package dev.mortise.runtime.server;

import dev.mortise.runtime.module.PluginProblem;
import java.util.List;
import java.util.Map;

/**
 * What the operator says of plugins, as far as it matters after they were loaded, and what came of loading them.
 *
 * @param overrides which module's command to take where several define it: module id by command name
 * @param strict whether a plugin that cannot be loaded or configured stops the start, or is left out
 * @param refused why other plugins were not even loaded
 */
public record PluginPolicy(Map<String, String> overrides, boolean strict, List<PluginProblem> refused) {

    /** No overrides; strict. */
    public static final PluginPolicy DEFAULT = new PluginPolicy(Map.of(), true, List.of());

    /** Keeps copies. */
    public PluginPolicy {
        overrides = Map.copyOf(overrides);
        refused = List.copyOf(refused);
    }
}
