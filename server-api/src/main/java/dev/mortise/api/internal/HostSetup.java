package dev.mortise.api.internal;

import dev.mortise.api.Setup;

/** The host's side of {@link Setup}: what the runtime implements to offer the registration of one module to modules. */
public non-sealed interface HostSetup extends Setup {}
