package dev.mortise.pubsub;

import dev.mortise.api.Message;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Those who have subscribed to one channel, or to one pattern.
 *
 * <p>An array in no order, of which each member knows its place: who leaves gives it to the last one. For any thread;
 * the lock is held while a message is pushed to all of them, which never waits.
 */
final class Audience {

    private static final int LEAST_ROOM = 4;

    private final Slice name;
    private @Nullable Subscription[] members = new Subscription[1];
    private int size;

    /** @param name of the channel, or the pattern; not borrowed */
    Audience(Slice name) {
        this.name = name;
    }

    Slice name() {
        return name;
    }

    synchronized Subscription add(Session session) {
        if (size == members.length) {
            members = Arrays.copyOf(members, Math.max(LEAST_ROOM, 2 * size));
        }
        Subscription added = new Subscription(session, this);
        added.place(size);
        members[size] = added;
        size++;
        return added;
    }

    /** {@return whether nobody is left} */
    synchronized boolean remove(Subscription subscription) {
        size--;
        Subscription last = Objects.requireNonNull(members[size]);
        members[subscription.place()] = last;
        last.place(subscription.place());
        members[size] = null;
        if (size < members.length / 4 && members.length > LEAST_ROOM) {
            members = Arrays.copyOf(members, members.length / 2);
        }
        return size == 0;
    }

    /** {@return to how many it was pushed} */
    synchronized int send(Message message) {
        int receivers = 0;
        // From the end: should one leave because of this, the last one takes a place that has had its turn.
        for (int i = size - 1; i >= 0; i--) {
            Subscription member = Objects.requireNonNull(members[i]);
            if (member.session().push(message)) {
                receivers++;
            }
        }
        return receivers;
    }

    synchronized int size() {
        return size;
    }
}
