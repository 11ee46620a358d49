package dev.mortise.runtime.command;

import dev.mortise.api.Interceptor;
import dev.mortise.api.Server;

/**
 * An interceptor, and whose it is.
 *
 * @param interceptor it
 * @param module whose
 */
public record Interception(Interceptor interceptor, Server.Module module) {}
