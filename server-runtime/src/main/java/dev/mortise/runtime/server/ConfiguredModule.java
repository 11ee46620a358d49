package dev.mortise.runtime.server;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Server;

/**
 * A module that was found, and what is known of it.
 *
 * @param description its name, version and origin
 * @param instance the module itself
 */
public record ConfiguredModule(Server.Module description, CommandModule instance) {}
