package dev.mortise.api;

/**
 * Gets all changes of the keyspace, in order: what an append-only file, a replica or change capture is made of.
 *
 * <pre>{@code
 * setup.journal(unit -> unit.forEach(new JournalUnit.Effects() {
 *     public void command(int database, List<Slice> words) { file.append(database, words); }
 *     public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) { ... }
 * }));
 * }</pre>
 */
@FunctionalInterface
@Preview
public interface JournalListener {

    /**
     * Called for all that one command has changed, or for an entry that ended or made room.
     *
     * <p>The keys concerned are still locked, and nothing of it can be seen by anybody before this returns. Calls come
     * one at a time; done again in their order, the units yield the same keyspace. So it must only copy what it needs,
     * wait for nothing, and not reach for the keyspace.
     *
     * @param unit the changes, borrowed for this call
     * @throws Exception if it cannot take the unit, which it will never get again; see {@link #required}
     */
    void unit(JournalUnit unit) throws Exception;

    /**
     * {@return whether nothing may change that this listener does not get}
     *
     * <p>If so, commands that write are refused with {@code MISCONF} once it has thrown, until it has {@linkplain
     * #recovered}. If not, as by default, its failures are logged, and counted in {@code INFO plugins}. Asked once,
     * when it is registered.
     */
    default boolean required() {
        return false;
    }

    /**
     * {@return whether it can take units again, and has made up for the one it has lost}
     *
     * <p>Asked before a command is refused because it has failed; by any event loop, one at a time.
     */
    default boolean recovered() {
        return false;
    }
}
