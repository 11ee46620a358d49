package dev.mortise.api.internal;

import dev.mortise.api.Batch;

/** The host's side of {@link Batch}: what the runtime implements to keep requests for later. */
public non-sealed interface HostBatch extends Batch {}
