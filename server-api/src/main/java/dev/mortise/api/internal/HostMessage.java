package dev.mortise.api.internal;

import dev.mortise.api.Message;

/** The host's side of {@link Message}: what the runtime implements to offer messages to modules. */
public non-sealed interface HostMessage extends Message {}
