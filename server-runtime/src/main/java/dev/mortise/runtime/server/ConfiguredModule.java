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

    PluginProblem problem(String cause, String remedy) {
        return new PluginProblem(description.id(), description.location(), cause, remedy);
    }
}
