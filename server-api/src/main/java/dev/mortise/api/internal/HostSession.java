package dev.mortise.api.internal;

import dev.mortise.api.Session;

/** The host's side of {@link Session}: what the runtime implements to offer connections to modules. */
public non-sealed interface HostSession extends Session {}
