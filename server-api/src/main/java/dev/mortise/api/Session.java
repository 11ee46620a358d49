package dev.mortise.api;

import dev.mortise.api.internal.HostSession;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. Its state is changed by its own commands only; reading it is allowed from any thread.
 */
public sealed interface Session permits HostSession {

    /** What a connection is used for, as {@code CLIENT LIST TYPE} and the output buffer limits tell them apart. */
    enum Kind {
        /** A client that sends commands. */
        NORMAL,
        /** A replica. */
        REPLICA,
        /** The master of this server. */
        MASTER,
        /** A client that listens to channels. */
        PUBSUB
    }

    /** {@return a number that no other connection of this server has or had; greater than those of earlier ones} */
    long id();

    /** {@return what the connection is used for} */
    Kind kind();

    /** {@return the name the client gave itself, or an empty string} */
    String name();

    /**
     * Names the connection.
     *
     * @param name printable ASCII without spaces; empty for none
     * @throws ServerError {@code ERR Client names cannot contain spaces, newlines or special characters.} if there is
     *     another character in it
     */
    void name(String name);

    /** {@return the name of the client library, or an empty string if the client did not tell} */
    String libraryName();

    /**
     * Sets the library's name.
     *
     * @param name printable ASCII without spaces
     * @throws ServerError {@code ERR lib-name cannot contain spaces, newlines or special characters.} if there is
     *     another character in it
     */
    void libraryName(String name);

    /** {@return the version of the client library, or an empty string if the client did not tell} */
    String libraryVersion();

    /**
     * Sets the library's version.
     *
     * @param version printable ASCII without spaces
     * @throws ServerError {@code ERR lib-ver cannot contain spaces, newlines or special characters.} if there is
     *     another character in it
     */
    void libraryVersion(String version);

    /** {@return the address of the client, such as {@code 127.0.0.1:51034}, or a Unix socket's path and {@code :0}} */
    String address();

    /** {@return the server's own address of this connection} */
    String localAddress();

    /** {@return the user, {@code default} unless the client named another, or null before it has authenticated} */
    @Nullable
    String user();

    /**
     * Checks a password and, if it is right, lets the client do what that user may do.
     *
     * @param user the user's name, {@code default} if the client gave none
     * @param password the password
     * @return whether it was right
     */
    boolean authenticate(String user, Slice password);

    /** {@return the number of the chosen database} */
    int database();

    /**
     * Chooses a database.
     *
     * @param number from 0 to one less than {@link Keyspace#databases()}
     */
    void database(int number);

    /** {@return the protocol, 2 or 3} */
    int protocol();

    /**
     * Chooses the protocol, from this command's reply on.
     *
     * @param version 2 or 3
     */
    void protocol(int version);

    /** Forgets all the client has set, as if it had just connected. */
    void reset();

    /** Closes the connection once the replies written so far are sent. */
    void closeAfterReply();

    /**
     * Closes the connection at once: what was not sent yet is dropped, and so is the reply of the command that calls
     * this on its own session, which makes it the way to give no reply at all. For any thread.
     */
    void kill();

    /** {@return the line of {@code CLIENT LIST} for this connection, without a line break} */
    String describe();
}
