package dev.mortise.api.internal;

import dev.mortise.api.Server;

/** The host's side of {@link Server}: what the runtime implements to offer the server to modules. */
public non-sealed interface HostServer extends Server {}
