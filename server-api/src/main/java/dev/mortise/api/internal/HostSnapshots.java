package dev.mortise.api.internal;

import dev.mortise.api.Snapshots;

/** The host's side of {@link Snapshots}: what the runtime implements to tell of snapshots and begin them. */
public non-sealed interface HostSnapshots extends Snapshots {}
