package dev.mortise.api.internal;

import dev.mortise.api.Metrics;

/** The host's side of {@link Metrics}: what the runtime implements to have modules show figures. */
public non-sealed interface HostMetrics extends Metrics {}
