package dev.mortise.api.internal;

import dev.mortise.api.Entry;

/** The host's side of {@link Entry}: what the runtime implements to offer entries to modules. */
public non-sealed interface HostEntry extends Entry {}
