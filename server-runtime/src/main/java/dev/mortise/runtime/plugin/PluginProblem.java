package dev.mortise.runtime.plugin;

import java.nio.file.Path;

/**
 * Why one plugin cannot be loaded.
 *
 * @param plugin its id, or the name of its file if it has none yet
 * @param location its jar or directory
 * @param cause what is wrong
 * @param remedy what to do about it
 */
public record PluginProblem(String plugin, Path location, String cause, String remedy) {

    @Override
    public String toString() {
        return plugin + " (" + location + "): " + cause + "; " + remedy;
    }
}
