package dev.mortise.api;

import dev.mortise.api.internal.HostSession;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. Its state is changed by its own commands only; reading it is allowed from any thread.
 */
@Stable
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
        PUBSUB,
        /**
         * A client that is shown the commands of all others. {@code CLIENT LIST TYPE} counts it as normal; it may not
         * touch keys, and pauses do not hold it.
         */
        MONITOR
    }

    /** What {@code CLIENT LIST} shows of a session besides what the server itself knows. */
    enum Figure {
        /** {@code sub}: to how many channels the client listens. */
        CHANNELS,
        /** {@code psub}: to how many patterns of channels it listens. */
        PATTERNS,
        /** {@code ssub}: to how many channels of shards it listens. */
        SHARD_CHANNELS,
        /** The memory that all these take, in bytes. It counts as the client's, and is shown with the rest of that. */
        SUBSCRIBED_BYTES,
        /** {@code multi}: how many commands its transaction has; -1 without one, and at first. */
        QUEUED,
        /** {@code multi-mem}: the memory that these take, in bytes. It counts as the client's. */
        QUEUED_BYTES
    }

    /** For {@link #omitReplies}: until further notice. */
    int ALL_REPLIES = Integer.MAX_VALUE;

    /** {@return a number that no other connection of this server has or had; greater than those of earlier ones} */
    long id();

    /** {@return what the connection is used for} */
    Kind kind();

    /**
     * Says what the connection is used for.
     *
     * @param newKind the use, until the next call or {@link #reset}
     */
    void kind(Kind newKind);

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

    /**
     * Names the client's library, for {@link #describe}.
     *
     * @param name printable ASCII without spaces
     * @throws ServerError {@code ERR lib-name cannot contain spaces, newlines or special characters.} if there is
     *     another character in it
     */
    void libraryName(String name);

    /**
     * Says which version of the library it is, for {@link #describe}.
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

    /**
     * Says who the client is, for a command of one's own that has found out. In the session's own commands only.
     *
     * @param user the user's name, not empty
     */
    void user(String user);

    /**
     * {@return what a slot remembers of this client, made now if it was not asked for before}
     *
     * <p>In the session's own commands, in interceptors around them and in what is called when it has ended; not on
     * other threads, such as that of an {@link AsyncBody}. {@link #reset} empties all slots.
     *
     * @param slot the slot
     * @param <T> what is remembered
     */
    @Preview
    <T> T get(SessionSlot<T> slot);

    /**
     * Has a slot remember something else. Where {@link #get(SessionSlot)} may be called.
     *
     * @param slot the slot
     * @param value what to remember
     * @param <T> what is remembered
     */
    @Preview
    <T> void set(SessionSlot<T> slot, T value);

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

    /**
     * Leaves out replies, as {@code CLIENT REPLY} does. Commands run all the same.
     *
     * @param count to how many commands, the running one counted; 0 for none, {@link #ALL_REPLIES} for all until the
     *     next call
     */
    void omitReplies(int count);

    /** {@return to how many commands no reply is sent, the running one counted} */
    int omittedReplies();

    /**
     * Says whether the connection is spared when clients together use more than {@code maxmemory-clients}.
     *
     * @param spared whether it is
     */
    void noEvict(boolean spared);

    /**
     * Ends the wait of a client whose command {@linkplain Request#block blocks}. For any thread.
     *
     * @param withError whether the client gets an {@code UNBLOCKED} error, rather than what the command answers when
     *     its time is over
     * @return whether the client was waiting
     */
    boolean unblock(boolean withError);

    /** Forgets all the client has set, as if it had just connected. Ends all {@linkplain #enter modes}. */
    void reset();

    /**
     * Has a mode decide what becomes of the requests of this client, from the next one on, until it is {@linkplain
     * #leave left}, {@link #reset} is called, or the connection ends. Does nothing if the session is in it. In the
     * session's own commands only.
     *
     * @param slot the place where the mode is; what comes into that place later has no say
     * @param <M> the mode
     */
    @Preview
    <M extends SessionMode> void enter(SessionSlot<M> slot);

    /**
     * Has a mode decide nothing more, from the next request on. Does nothing if the session is not in it. In the
     * session's own commands, and in modes.
     *
     * @param slot the place where the mode is
     */
    @Preview
    void leave(SessionSlot<? extends SessionMode> slot);

    /** {@linkplain Request#watchKeys Watches} no key any more. In the session's own commands, without keys locked. */
    @Preview
    void unwatchKeys();

    /**
     * Sets a figure for {@code CLIENT LIST}. In the session's own commands, and in modes; {@link #reset} sets all back.
     *
     * @param figure which one
     * @param value its value from now on
     */
    @Preview
    void figure(Figure figure, long value);

    /**
     * Sends a message to the client, whatever it is doing. For any thread, which never waits for the client.
     *
     * <p>Messages of one thread arrive in the order of the calls, and never in the midst of a reply. To the client
     * whose command is running it goes at once: in front of the reply if nothing of that is written yet, behind it if
     * all of it is.
     *
     * <p>A client that does not read is cut when more waits for it than the {@code client-output-buffer-limit} of its
     * kind allows; one that is normal or a monitor and whose kind has no limit, at the limit of {@code pubsub}.
     *
     * @param message what to send
     * @return false if the connection has ended, or is cut for this
     */
    @Preview
    boolean push(Message message);

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
