package dev.mortise.api.internal;

import dev.mortise.api.ValueInput;

/** The host's side of {@link ValueInput}: what the host implements to give values to modules. */
public non-sealed interface HostValueInput extends ValueInput {}
