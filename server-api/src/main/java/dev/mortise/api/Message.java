package dev.mortise.api;

import dev.mortise.api.internal.HostMessage;

/**
 * Something sent to clients that did not ask for it just now, such as what was published on a channel.
 *
 * <p>Made by {@link Server#message}, and given to any number of clients by {@link Session#push}. It is encoded once for
 * each protocol that one of them speaks, however many they are.
 */
@Preview
public sealed interface Message permits HostMessage {

    /** Writes a message: exactly one value, usually a {@linkplain Reply#push push}. */
    @FunctionalInterface
    interface Body {
        /**
         * Writes the message.
         *
         * @param reply where to
         */
        void write(Reply reply);
    }
}
