package dev.mortise.runtime.watching;

/**
 * A key that one session watches.
 *
 * @param watch what the session watches
 * @param name which key
 * @param hash the hash of the key
 * @param existed whether there was something when watching began; as long as nothing was changed there still is, or it
 *     has ended
 */
record WatchedKey(KeyWatch watch, WatchedName name, long hash, boolean existed) {}
