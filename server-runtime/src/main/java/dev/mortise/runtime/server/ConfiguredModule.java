package dev.mortise.runtime.server;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;
import dev.mortise.runtime.module.PluginProblem;

/**
 * A module that was found, and what is known of it.
 *
 * @param description its name, version and origin
 * @param instance the module itself
 */
public record ConfiguredModule(Server.Module description, CommandModule instance) {

    /**
     * {@return a module that was not found but given, as tests and programs with a server within them do}
     *
     * <p>Its name is that of its Java module or, on the class path, that of its package.
     *
     * @param instance the module
     * @param giver who gave it
     */
    public static ConfiguredModule of(CommandModule instance, String giver) {
        Class<?> type = instance.getClass();
        Module declared = type.getModule();
        String id = declared.isNamed() ? declared.getName() : type.getPackageName();
        return new ConfiguredModule(new Server.Module(id, "", giver, id.startsWith("dev.mortise.")), instance);
    }

    PluginProblem problem(String cause, String remedy) {
        return new PluginProblem(description.id(), description.location(), cause, remedy);
    }
}
