package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.keyspace.AccessClock;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.util.Arrays;
import java.util.List;

/**
 * The entries that are handed out to the running command, by the number of the key, and used again for the next.
 *
 * <p>Grows to the largest command, and keeps as much as {@link PoolSize} says. Belongs to its event loop.
 */
final class EntryPool {

    private final AccessClock clock;
    private final PoolSize size = new PoolSize();
    private StoredEntry[] entries = {};
    private int used;

    EntryPool(AccessClock clock) {
        this.clock = clock;
        grow(1);
    }

    /**
     * {@return the entry for a key, which is not bound to it yet}
     *
     * @param k the number of the key
     * @param keys how many keys there are
     */
    StoredEntry get(int k, int keys) {
        if (k >= entries.length) {
            grow(Math.min(keys, Math.max(k + 1, entries.length * 2)));
        }
        // Entries up to k may be handed out in any order; those never asked for stay released.
        used = Math.max(used, k + 1);
        return entries[k];
    }

    /** Removes entries whose values the command has left empty. {@return how many changes it has made} */
    long settle() {
        long changes = 0;
        for (int i = 0; i < used; i++) {
            entries[i].settle();
            changes += entries[i].changes();
        }
        return changes;
    }

    /** {@return whether the command has changed anything} */
    boolean dirty() {
        for (int i = 0; i < used; i++) {
            if (entries[i].dirty()) {
                return true;
            }
        }
        return false;
    }

    /** Adds those that were changed to a list, in the order of their keys. */
    void addChanged(List<StoredEntry> changed) {
        for (int i = 0; i < used; i++) {
            if (entries[i].dirty()) {
                changed.add(entries[i]);
            }
        }
    }

    /** Makes whatever the command kept useless. */
    void release() {
        for (int i = 0; i < used; i++) {
            entries[i].release();
        }
        if (entries.length > PoolSize.LEAST) {
            shrink(size.after(entries.length, used));
        }
        used = 0;
    }

    private void shrink(int kept) {
        if (kept < entries.length) {
            entries = Arrays.copyOf(entries, kept);
        }
    }

    private void grow(int length) {
        int from = entries.length;
        entries = Arrays.copyOf(entries, length);
        for (int i = from; i < length; i++) {
            entries[i] = new StoredEntry(clock);
        }
    }
}
