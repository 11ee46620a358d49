package dev.mortise.runtime.blocking;

import dev.mortise.api.Slice;

/** Which key a line is for. */
record LineName(int database, Slice key) {}
