package dev.mortise.api.internal;

import dev.mortise.api.CommandRef;

/** The host's side of {@link CommandRef}: what the runtime implements to offer commands that modules call. */
public non-sealed interface HostCommandRef extends CommandRef {}
