package dev.mortise.runtime.command;

import dev.mortise.api.Server;
import dev.mortise.api.Session;
import java.util.function.Consumer;

/**
 * Who is to be told of each connection that has ended.
 *
 * @param listener it
 * @param module whose
 */
public record DisconnectListener(Consumer<Session> listener, Server.Module module) {}
