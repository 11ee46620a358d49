package dev.mortise.api.internal;

import dev.mortise.api.SnapshotSource;

/** The host's side of {@link SnapshotSource}: what the runtime implements to hand a snapshot to a store. */
public non-sealed interface HostSnapshotSource extends SnapshotSource {}
