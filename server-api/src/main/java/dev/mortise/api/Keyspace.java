package dev.mortise.api;

import dev.mortise.api.internal.HostKeyspace;
import dev.mortise.api.internal.KeyspaceDigest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All keys of the server, in numbered databases.
 *
 * <p>Every method locks what it needs for as long as it needs it, and may be called from any thread that holds no lock:
 * from timers, and from commands whose spec declares no keys. In a command that declares {@link KeySpec#all} everything
 * is locked already, and the calls together are one atomic step.
 */
@Stable
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
     * Visits one key, if it is there. That does not count as a use of the key, as {@link #read} does.
     *
     * @param database its number
     * @param key the key; not a part of an entry's value
     * @param visitor gets the key
     * @return whether it is there
     */
    boolean visit(int database, Slice key, Visitor visitor);

    /**
     * Looks at one key.
     *
     * <p>For timers, listeners and tasks, and for commands that declare no keys or all of them. Whoever holds the lock
     * of some other keys, as a command does that declares particular ones, is refused.
     *
     * @param database its number
     * @param key the key; not a part of an entry's value
     * @param body gets what the key holds, borrowed for the call and only to be read; the key is locked meanwhile, so
     *     it must neither block nor wait
     * @param <T> what it returns
     * @return what the body returned
     * @throws IllegalStateException if this thread holds the locks of some keys, or the body has changed something
     */
    <T extends @Nullable Object> T read(int database, Slice key, Function<Entry, T> body);

    /**
     * Changes one key, with all consequences that a command would have: events, journal, watchers.
     *
     * <pre>{@code
     * server.keyspace().write(0, Slice.of("starts"), entry -> {
     *     Slice count = entry.get(Types.STRING);
     *     entry.setInteger(count == null ? 1 : count.asLong() + 1);
     *     return null;
     * });
     * }</pre>
     *
     * <p>The memory limit is not looked at. Whoever holds the lock of some other keys, as a command does that declares
     * particular ones, is refused.
     *
     * @param database its number
     * @param key the key; not a part of an entry's value
     * @param body gets what the key holds, borrowed for the call; the key is locked meanwhile, so it must neither block
     *     nor wait
     * @param <T> what it returns
     * @return what the body returned
     * @throws IllegalStateException if this thread holds the locks of some keys
     */
    <T extends @Nullable Object> T write(int database, Slice key, Function<Entry, T> body);

    /**
     * Changes several keys in one step, as {@link #write} does one: nobody sees some of it without the rest.
     *
     * @param database its number
     * @param keys the keys; not parts of an entry's value
     * @param body gets what they hold, in the same order; a key given twice has two entries that see each other's
     *     changes
     * @param <T> what it returns
     * @return what the body returned
     * @throws IllegalStateException if this thread holds the locks of some keys
     */
    <T extends @Nullable Object> T atomically(int database, List<Slice> keys, Function<List<Entry>, T> body);

    /**
     * {@return the name of a key picked at random, or null if the database is empty}
     *
     * @param database its number
     */
    byte @Nullable [] randomKey(int database);

    /**
     * {@return a signature of all keys and values, equal for equal contents: what {@code DEBUG DIGEST} answers, and
     * Redis as well for the types that it has}
     *
     * <p>20 bytes; zeros if there are no keys. Whether a key has an expiry counts, but not when it ends. Takes as long
     * as reading everything and is of no instant: what is written meanwhile may count or not.
     */
    @Preview
    default byte[] digest() {
        return KeyspaceDigest.ofAll(this);
    }

    /**
     * {@return a signature of one value: what {@code DEBUG DIGEST-VALUE} answers; 20 bytes, zeros if there is none}
     *
     * @param database the number of the database
     * @param key the key; not a part of an entry's value
     */
    @Preview
    default byte[] digest(int database, Slice key) {
        return KeyspaceDigest.ofValue(this, database, key);
    }

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
