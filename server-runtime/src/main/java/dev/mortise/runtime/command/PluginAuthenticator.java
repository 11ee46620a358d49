package dev.mortise.runtime.command;

import dev.mortise.api.Authenticator;
import dev.mortise.api.Server;

/**
 * The plugin that decides who clients are.
 *
 * @param authenticator it
 * @param module whose
 */
public record PluginAuthenticator(Authenticator authenticator, Server.Module module) {}
