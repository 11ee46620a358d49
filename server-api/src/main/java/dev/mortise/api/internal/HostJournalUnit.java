package dev.mortise.api.internal;

import dev.mortise.api.JournalUnit;

/** The host's side of {@link JournalUnit}: what the runtime implements to show changes to modules. */
public non-sealed interface HostJournalUnit extends JournalUnit {}
