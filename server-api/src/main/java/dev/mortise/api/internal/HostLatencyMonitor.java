package dev.mortise.api.internal;

import dev.mortise.api.LatencyMonitor;

/** The host's side of {@link LatencyMonitor}: what the runtime implements to show modules what took long. */
public non-sealed interface HostLatencyMonitor extends LatencyMonitor {}
