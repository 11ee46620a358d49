package dev.mortise.pubsub;

import dev.mortise.api.Session;

/** The place of one client in one audience. */
final class Subscription {

    private final Session session;
    private final Audience audience;
    private int place;

    Subscription(Session session, Audience audience) {
        this.session = session;
        this.audience = audience;
    }

    Session session() {
        return session;
    }

    Audience audience() {
        return audience;
    }

    /** {@return where it stands among the others} For the audience, under its lock. */
    int place() {
        return place;
    }

    /** Says where it stands. For the audience, under its lock. */
    void place(int newPlace) {
        place = newPlace;
    }
}
