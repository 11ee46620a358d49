package dev.mortise.api.internal;

import dev.mortise.api.Request;

/** The host's side of {@link Request}: what the runtime implements to offer requests to modules. */
public non-sealed interface HostRequest extends Request {}
