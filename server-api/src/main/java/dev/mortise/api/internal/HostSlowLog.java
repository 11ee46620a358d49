package dev.mortise.api.internal;

import dev.mortise.api.SlowLog;

/** The host's side of {@link SlowLog}: what the runtime implements to show modules what was slow. */
public non-sealed interface HostSlowLog extends SlowLog {}
