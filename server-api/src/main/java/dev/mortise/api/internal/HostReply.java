package dev.mortise.api.internal;

import dev.mortise.api.Reply;

/** The host's side of {@link Reply}: what the runtime implements to offer replies to modules. */
public non-sealed interface HostReply extends Reply {}
