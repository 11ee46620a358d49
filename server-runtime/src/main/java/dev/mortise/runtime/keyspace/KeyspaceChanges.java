package dev.mortise.runtime.keyspace;

import java.util.List;

/**
 * Is told of changes of the keyspace that no command of a client declares: entries whose time was over or that made
 * room, whole databases, and what was changed from outside commands.
 *
 * <p>All but {@link #unlocked} are called with the shards concerned locked by the calling thread, when the change is
 * done.
 */
public interface KeyspaceChanges {

    /** {@return whether {@link #lapsed}, {@link #evicted} and {@link #cleared} are to be called} Asked under locks. */
    boolean wanted();

    /**
     * An entry was removed because its time was over.
     *
     * @param database the number of its database
     * @param key its key
     */
    void lapsed(int database, byte[] key);

    /**
     * A live entry was removed to make room.
     *
     * @param database the number of its database
     * @param key its key
     */
    void evicted(int database, byte[] key);

    /**
     * A database was emptied. All shards are locked.
     *
     * @param database its number
     */
    void cleared(int database);

    /**
     * Two databases were exchanged. All shards are locked.
     *
     * @param first the number of the one
     * @param second the number of the other
     */
    void swapped(int first, int second);

    /**
     * A snapshot was loaded. All shards are locked.
     *
     * @param databases how many databases there are
     */
    void loaded(int databases);

    /**
     * Entries were changed by somebody who is no command.
     *
     * @param entries those that were changed, in order
     * @param nowMillis the time at which they were
     */
    void changed(List<StoredEntry> entries, long nowMillis);

    /** The thread has given back all locks, so that whoever must not be told under locks can be told now. */
    void unlocked();
}
