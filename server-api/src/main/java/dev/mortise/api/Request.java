package dev.mortise.api;

import dev.mortise.api.internal.HostRequest;

/**
 * One command as one client sent it. Belongs to the call of {@link Command#execute}, and so does all it returns.
 *
 * <p>Arguments count from 0, the first one after the name of the command (and of the subcommand).
 */
public sealed interface Request permits HostRequest {

    /** {@return the number of arguments after the name} */
    int size();

    /**
     * {@return an argument, borrowed for this call}
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException for another index
     */
    Slice arg(int index);

    /** {@return the number of words the client sent: the name, that of a subcommand, the arguments} */
    int words();

    /**
     * {@return a word as the client sent it, borrowed for this call}
     *
     * @param index from 0, the name of the command, to {@code words() - 1}
     * @throws IndexOutOfBoundsException for another index
     */
    Slice word(int index);

    /**
     * Keeps an argument from being shown to anybody: {@code MONITOR} and the slow log write {@code (redacted)} instead.
     * For passwords and the like; to be called before anything that may throw.
     *
     * @param index of the argument, from 0 to {@code size() - 1}
     */
    void redact(int index);

    /**
     * {@return whether a word must not be shown, for whoever shows requests}
     *
     * @param word from 0 to {@code words() - 1}
     */
    boolean redacted(int word);

    /** {@return the number of declared keys in this request} */
    int keys();

    /**
     * {@return the entry of a declared key, locked and borrowed for this call}
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry entry(int k);

    /**
     * {@return the entry of a declared key in a database of choice, locked and borrowed for this call}
     *
     * <p>A key has one lock for all databases, so what {@link #entry(int)} may touch this may touch too: {@code MOVE}
     * and {@code COPY} reach other databases by it. An entry of the client's own database is the same as that of {@link
     * #entry(int)}; of the others, one a key can be held at a time.
     *
     * @param k the number of the key, from 0 to {@code keys() - 1}
     * @param database the number of the database, from 0 to one less than {@link Keyspace#databases()}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry entry(int k, int database);

    /**
     * {@return the entry of a declared key, as {@link #entry}, for commands that look at it without using its value}
     *
     * <p>A key that is merely looked at, by {@code TYPE}, {@code TTL} or {@code OBJECT}, has not been used: it is
     * evicted as early as if nobody had asked.
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry peek(int k);

    /** {@return the client that sent it} */
    Session session();

    /**
     * Makes the client wait. The command must not have written a reply, nor changed anything; it returns, and is run
     * again from its beginning when the time is over or somebody {@linkplain Session#unblock unblocks} the client.
     * Until then nothing more of this client is executed. No thread waits.
     *
     * @param untilMillis when to run it again, in milliseconds since 1970; {@link Long#MAX_VALUE} for never
     */
    void block(long untilMillis);

    /** {@return whether the command has waited and its time is over, so that it is to answer now} */
    boolean timedOut();

    /**
     * {@return the time, in milliseconds since 1970}
     *
     * <p>It stands still while the command runs; use nothing else for instants that are stored.
     */
    long nowMillis();

    /** {@return the spec of the running command} */
    CommandSpec spec();

    /** {@return the server} */
    Server server();

    /**
     * {@return the whole keyspace}
     *
     * @throws IllegalStateException if the command declares particular keys: those are reached by {@link #entry}
     */
    Keyspace keyspace();
}
