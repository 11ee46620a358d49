package dev.mortise.api.internal;

import dev.mortise.api.SnapshotSink;

/** The host's side of {@link SnapshotSink}: what the runtime implements to take a snapshot from a store. */
public non-sealed interface HostSnapshotSink extends SnapshotSink {}
