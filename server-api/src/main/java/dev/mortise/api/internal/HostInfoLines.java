package dev.mortise.api.internal;

import dev.mortise.api.InfoSection;

/** The host's side of {@link InfoSection.Lines}: what the runtime implements to take lines from modules. */
@FunctionalInterface
public non-sealed interface HostInfoLines extends InfoSection.Lines {}
