package dev.mortise.api.internal;

import dev.mortise.api.Tasks;

/** The host's side of {@link Tasks.Scheduled}: what the runtime implements to let modules cancel what is to run. */
public non-sealed interface HostScheduled extends Tasks.Scheduled {}
