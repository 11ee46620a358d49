package dev.mortise.api;

import org.jspecify.annotations.Nullable;

/**
 * Decides who a client is, in the place of {@code requirepass}: {@link Setup#authenticator}. There is at most one.
 *
 * <p>{@code AUTH} and {@code HELLO … AUTH} ask it. Its methods run on the event loop of the client, of several clients
 * at once on several threads, and must not wait: all other clients of that loop would wait too. Who has to ask another
 * machine keeps what it answers at hand, or offers a command of its own that answers by {@link Request#async} and then
 * calls {@link Session#user(String)}. What it throws refuses the client, and is logged.
 */
@Preview
public interface Authenticator {

    /**
     * {@return the user that a client is who has just connected or sent {@code RESET}, or null if it must authenticate}
     *
     * @param session the client; its name and the like are not known yet
     */
    default @Nullable String userOnConnect(Session session) {
        return null;
    }

    /**
     * {@return whether the client may go on as that user}
     *
     * @param session the client
     * @param user the name, {@code default} if the client gave none
     * @param password the password, borrowed for this call
     */
    boolean authenticate(Session session, String user, Slice password);
}
