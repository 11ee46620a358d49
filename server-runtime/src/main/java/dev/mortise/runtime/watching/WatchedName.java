package dev.mortise.runtime.watching;

import dev.mortise.api.Slice;

/** Which key is watched: one name may be watched in several databases. */
record WatchedName(int database, Slice key) {}
