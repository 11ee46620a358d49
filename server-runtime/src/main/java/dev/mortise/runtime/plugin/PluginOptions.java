package dev.mortise.runtime.plugin;

import dev.mortise.runtime.config.ParameterTable;
import dev.mortise.runtime.config.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the operator says of plugins, as far as it matters for loading them.
 *
 * @param directory where they are; may be missing
 * @param strict whether one that cannot be loaded stops the start, or is left out with a warning
 * @param disabled the ids of modules that are not to be loaded, the server's own included
 * @param nativeAccess the ids of plugins that may call native code
 * @param sha256 what the hashes of plugins must be, by their ids; empty if anything may be loaded
 */
public record PluginOptions(
        Path directory, boolean strict, List<String> disabled, List<String> nativeAccess, Map<String, String> sha256) {

    /** Keeps copies. */
    public PluginOptions {
        disabled = List.copyOf(disabled);
        nativeAccess = List.copyOf(nativeAccess);
        sha256 = Map.copyOf(sha256);
    }

    /** {@return what a configuration says} */
    public static PluginOptions of(ServerConfig config) {
        return new PluginOptions(
                Objects.requireNonNull(config.path(ParameterTable.PLUGINS_DIRECTORY), "never empty"),
                config.value(ParameterTable.PLUGINS_STRICT),
                config.value(ParameterTable.PLUGINS_DISABLED),
                config.value(ParameterTable.PLUGINS_NATIVE_ACCESS),
                config.value(ParameterTable.PLUGINS_SHA256));
    }
}
