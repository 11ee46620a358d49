package dev.mortise.api.internal;

import dev.mortise.api.Keyspace;

/** The host's side of {@link Keyspace}: what the runtime implements to offer the keyspace to modules. */
public non-sealed interface HostKeyspace extends Keyspace {}
