package dev.mortise.api.internal;

import dev.mortise.api.Snapshots;

/** The host's side of {@link Snapshots.Task}: what the runtime implements to tell how a snapshot gets on. */
public non-sealed interface HostSnapshotTask extends Snapshots.Task {}
