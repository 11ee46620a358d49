package dev.mortise.admin;

import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/** The words for kinds of connections, as {@code CLIENT LIST TYPE} and {@code CLIENT KILL TYPE} take them. */
final class ClientKind {

    private ClientKind() {}

    /** {@return the kind that a connection is counted as} */
    static Session.Kind of(Session session) {
        return session.kind() == Session.Kind.MONITOR ? Session.Kind.NORMAL : session.kind();
    }

    /** {@return the kind that a word names} The error says that there is none. */
    static Session.Kind parse(Slice word) {
        if (word.is("NORMAL")) {
            return Session.Kind.NORMAL;
        }
        if (word.is("REPLICA") || word.is("SLAVE")) {
            return Session.Kind.REPLICA;
        }
        if (word.is("MASTER")) {
            return Session.Kind.MASTER;
        }
        if (word.is("PUBSUB")) {
            return Session.Kind.PUBSUB;
        }
        throw ServerError.err("Unknown client type '" + word.quoted() + "'");
    }
}
