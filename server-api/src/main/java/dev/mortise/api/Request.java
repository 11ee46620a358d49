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

    /** {@return the number of declared keys in this request} */
    int keys();

    /**
     * {@return the entry of a declared key, locked and borrowed for this call}
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry entry(int k);

    /** {@return the client that sent it} */
    Session session();

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
