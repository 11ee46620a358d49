package dev.mortise.runtime.watching;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What one session watches, and whether any of it was changed.
 *
 * <p>Belongs to the session's event loop; only that something was changed is noted by others.
 */
public final class KeyWatch {

    /** For each key besides its bytes: its places here and among all. Measured, rounded. */
    private static final long KEY_BYTES = 256;

    private final KeyWatches all;
    private final List<WatchedKey> keys = new ArrayList<>();
    private long earliestEndMillis = Entry.NEVER;
    private long bytes;
    private volatile boolean changed;

    KeyWatch(KeyWatches all) {
        this.all = all;
    }

    /**
     * Watches a key, if it is not watched yet.
     *
     * @param database the number of its database
     * @param entry what it holds; locked
     * @param key its name
     * @param hash the hash of that
     */
    public void add(int database, Entry entry, byte[] key, long hash) {
        WatchedKey watched = new WatchedKey(this, new WatchedName(database, Slice.of(key)), hash, entry.exists());
        if (all.add(watched)) {
            keys.add(watched);
            earliestEndMillis = Math.min(earliestEndMillis, entry.expireAtMillis());
            bytes += KEY_BYTES + key.length;
        }
    }

    /** Notes that a key was changed. */
    void change() {
        changed = true;
    }

    /** {@return whether a key was changed} */
    public boolean changed() {
        return changed;
    }

    /**
     * {@return whether a key was changed, or has ended}
     *
     * <p>If nothing was changed, all keys end when they were to end at first.
     */
    public boolean changed(long nowMillis) {
        return changed || earliestEndMillis <= nowMillis;
    }

    /** Shows the hashes of all keys. */
    public void forEachHash(LongConsumer visitor) {
        for (WatchedKey key : keys) {
            visitor.accept(key.hash());
        }
    }

    /** {@return about how much memory it takes} */
    public long bytes() {
        return bytes;
    }

    /** Watches nothing any more. Locks one key after the other. */
    public void end() {
        all.remove(keys);
        keys.clear();
    }
}
