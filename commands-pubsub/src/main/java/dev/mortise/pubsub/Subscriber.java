package dev.mortise.pubsub;

import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.SessionMode;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Slice;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one client has subscribed to, and what it may send meanwhile: anything in RESP3, where messages are told from
 * replies, and hardly anything in RESP2, where they are not.
 *
 * <p>For the client's event loop.
 */
final class Subscriber implements SessionMode {

    /** What a subscription takes besides its name: an entry of the client's and a place in an audience, if not all. */
    static final long SUBSCRIPTION_BYTES = 240;

    private static final int RESP2 = 2;

    private static final Set<String> ALLOWED_IN_RESP2 = Set.of(
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "PSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SSUBSCRIBE",
            "SUNSUBSCRIBE",
            "PING",
            "QUIT",
            "RESET");

    private final Broadcast broadcast;
    private final Map<Topic, Map<Slice, Subscription>> subscriptions = new EnumMap<>(Topic.class);
    private long bytes;

    Subscriber(Broadcast broadcast) {
        this.broadcast = broadcast;
        for (Topic topic : Topic.values()) {
            subscriptions.put(topic, new LinkedHashMap<>());
        }
    }

    private Map<Slice, Subscription> of(Topic topic) {
        return Objects.requireNonNull(subscriptions.get(topic), "there is one of each");
    }

    /** {@return whether the client has subscribed to it} */
    boolean listensTo(Topic topic, Slice name) {
        return of(topic).containsKey(name);
    }

    /** {@return the names it has subscribed to, the oldest first} */
    List<Slice> names(Topic topic) {
        return List.copyOf(of(topic).keySet());
    }

    /** {@return the count that confirmations tell: channels and patterns are counted together} */
    int count(Topic topic) {
        return switch (topic) {
            case CHANNEL, PATTERN ->
                of(Topic.CHANNEL).size() + of(Topic.PATTERN).size();
            case SHARD_CHANNEL -> of(Topic.SHARD_CHANNEL).size();
        };
    }

    /** Subscribes to what the client has not subscribed to. */
    void join(Topic topic, Slice name, Session session, SessionSlot<Subscriber> slot) {
        Subscription joined = broadcast.audiences(topic).join(session, name);
        of(topic).put(joined.audience().name(), joined);
        changed(topic, bytes(name), session, slot);
    }

    /** Ends a subscription, if there is one. */
    void leave(Topic topic, Slice name, Session session, SessionSlot<Subscriber> slot) {
        Subscription left = of(topic).remove(name);
        if (left != null) {
            broadcast.audiences(topic).leave(left);
            changed(topic, -bytes(name), session, slot);
        }
    }

    private static long bytes(Slice name) {
        return SUBSCRIPTION_BYTES + name.length();
    }

    private void changed(Topic topic, long moreBytes, Session session, SessionSlot<Subscriber> slot) {
        bytes += moreBytes;
        session.figure(topic.figure(), of(topic).size());
        session.figure(Session.Figure.SUBSCRIBED_BYTES, bytes);
        if (bytes == 0) {
            session.leave(slot);
            kind(session, Session.Kind.PUBSUB, Session.Kind.NORMAL);
        } else {
            session.enter(slot);
            kind(session, Session.Kind.NORMAL, Session.Kind.PUBSUB);
        }
    }

    /** A client that watches all commands remains one, whatever it listens to. */
    private static void kind(Session session, Session.Kind from, Session.Kind to) {
        if (session.kind() == from) {
            session.kind(to);
        }
    }

    /** Ends all subscriptions, of a client that has gone or begins anew; it is told nothing. */
    void leaveEverything() {
        subscriptions.forEach((topic, each) -> {
            each.values().forEach(broadcast.audiences(topic)::leave);
            each.clear();
        });
        bytes = 0;
    }

    @Override
    public boolean takes(Request request, Reply reply) {
        if (request.session().protocol() == RESP2
                && !ALLOWED_IN_RESP2.contains(request.spec().name())) {
            throw refusal(request.commandName());
        }
        return false;
    }

    private static ServerError refusal(String command) {
        String text = "Can't execute '" + command + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                + " are allowed in this context";
        // Whatever keeps Redis from an EXEC is told as the end of a transaction, even if there is none.
        return command.equals("exec")
                ? ServerError.of("EXECABORT", "Transaction discarded because of: " + text)
                : ServerError.err(text);
    }
}
