package dev.mortise.runtime.module;

/**
 * Why one plugin cannot be loaded, configured or started.
 *
 * @param plugin its id, or the name of its file if it has none yet, or the parameter that is at fault
 * @param location its jar or directory
 * @param cause what is wrong
 * @param remedy what to do about it
 */
public record PluginProblem(String plugin, String location, String cause, String remedy) {

    /** {@return one sentence that says all, in one line whatever the plugin has put into its messages} */
    @Override
    public String toString() {
        return (plugin + " (" + location + "): " + cause + "; " + remedy).replaceAll("\\s*[\\r\\n]\\s*", " ");
    }
}
