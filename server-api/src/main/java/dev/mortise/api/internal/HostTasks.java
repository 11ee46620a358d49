package dev.mortise.api.internal;

import dev.mortise.api.Tasks;

/** The host's side of {@link Tasks}: what the runtime implements to offer modules timers and threads. */
public non-sealed interface HostTasks extends Tasks {}
