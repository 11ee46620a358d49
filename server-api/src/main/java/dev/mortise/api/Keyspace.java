package dev.mortise.api;

import dev.mortise.api.internal.HostKeyspace;
import org.jspecify.annotations.Nullable;

/**
 * All keys of the server, in numbered databases.
 *
 * <p>Every method locks what it needs for as long as it needs it, and may be called from any thread that holds no lock:
 * from timers, and from commands whose spec declares no keys. In a command that declares {@link KeySpec#all} everything
 * is locked already, and the calls together are one atomic step.
 */
public sealed interface Keyspace permits HostKeyspace {

    /** {@return how many databases there are; their numbers begin at 0} */
    int databases();

    /**
     * {@return how many keys a database holds, including some whose time is over but which were not reclaimed yet}
     *
     * @param database its number
     */
    long size(int database);

    /**
     * {@return how many keys of a database have an expiry}
     *
     * @param database its number
     */
    long expiring(int database);

    /**
     * Visits a part of a database.
     *
     * <p>Begin with cursor 0, continue with what is returned, and end when that is 0. A key that is there from the
     * first call to the last is visited exactly once, however the database grows or shrinks meanwhile.
     *
     * @param database its number
     * @param cursor 0 or what an earlier call returned; anything else is taken as some place to go on from
     * @param count about how many keys to visit, at least 1
     * @param visitor gets each key
     * @return the next cursor, less than 2<sup>53</sup>, or 0 when all was visited
     */
    long scan(int database, long cursor, int count, Visitor visitor);

    /**
     * Visits one key, if it is there.
     *
     * @param database its number
     * @param key the key; not a part of an entry's value
     * @param visitor gets the key
     * @return whether it is there
     */
    boolean visit(int database, Slice key, Visitor visitor);

    /**
     * {@return the name of a key picked at random, or null if the database is empty}
     *
     * @param database its number
     */
    byte @Nullable [] randomKey(int database);

    /**
     * Removes every key of a database.
     *
     * @param database its number
     * @return how many were removed
     */
    long clear(int database);

    /**
     * Exchanges two databases: who uses one of the numbers finds the other's keys from now on. One atomic step for
     * everybody, in constant time however many keys there are.
     *
     * <p>A {@link #scan} that goes on after an exchange goes on in what the number stands for now.
     *
     * @param first the number of one
     * @param second the number of the other
     * @throws IndexOutOfBoundsException if there is no such database
     */
    void swap(int first, int second);

    /** Gets the keys of a {@link Keyspace#scan} or a {@link Keyspace#visit}. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Called for each key, with its shard locked; must not change the keyspace.
         *
         * @param key the key, borrowed for this call
         * @param entry what it holds, borrowed for this call and only to be read
         */
        void visit(Slice key, Entry entry);
    }
}
