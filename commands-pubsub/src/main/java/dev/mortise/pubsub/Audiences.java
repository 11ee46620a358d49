package dev.mortise.pubsub;

import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/** Everything of one kind that somebody has subscribed to. For any thread. */
interface Audiences {

    /**
     * Begins to send a client what is published under a name.
     *
     * @param name of a channel, or a pattern; copied if need be
     * @return its place in the audience, to be given to {@link #leave}; there must be one for each client and name only
     */
    Subscription join(Session session, Slice name);

    /** Sends nothing more. When this returns no message of the subscription is on its way that was not pushed. */
    void leave(Subscription subscription);

    /** {@return how many names somebody has subscribed to} */
    int count();
}
