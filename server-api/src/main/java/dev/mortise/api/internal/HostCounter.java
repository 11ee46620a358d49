package dev.mortise.api.internal;

import dev.mortise.api.Metrics;

/** The host's side of {@link dev.mortise.api.Metrics.Counter}: what the runtime implements to let modules count. */
public non-sealed interface HostCounter extends Metrics.Counter {}
