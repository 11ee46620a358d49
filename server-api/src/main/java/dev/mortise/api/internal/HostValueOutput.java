package dev.mortise.api.internal;

import dev.mortise.api.ValueOutput;

/** The host's side of {@link ValueOutput}: what the host implements to take values from modules. */
public non-sealed interface HostValueOutput extends ValueOutput {}
