package dev.mortise.pubsub;

import dev.mortise.api.Glob;
import dev.mortise.api.Message;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;

/**
 * Patterns of channels; one that nobody listens to any more is not there.
 *
 * <p>Whoever publishes goes through all of them, several at a time; a pattern that is new or gone waits for them. They
 * stand in a list of which each knows its place, so that one that goes costs no search. For any thread.
 */
final class Patterns implements Audiences {

    private final StampedLock lock = new StampedLock();
    private Map<Slice, Pattern> byText = new HashMap<>();
    private List<Pattern> all = new ArrayList<>();
    private volatile int count;

    /** A pattern that somebody listens to. */
    private static final class Pattern {
        private final Audience audience;
        private final Glob glob;
        private int place;

        private Pattern(Slice text, int place) {
            this.audience = new Audience(text);
            this.glob = Glob.of(text);
            this.place = place;
        }
    }

    @Override
    public Subscription join(Session session, Slice text) {
        long stamp = lock.writeLock();
        try {
            Pattern pattern = byText.get(text);
            if (pattern == null) {
                Slice kept = Slice.of(text.toBytes());
                pattern = new Pattern(kept, all.size());
                byText.put(kept, pattern);
                all.add(pattern);
                count = all.size();
            }
            return pattern.audience.add(session);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public void leave(Subscription subscription) {
        long stamp = lock.writeLock();
        try {
            if (subscription.audience().remove(subscription)) {
                Pattern gone = byText.remove(subscription.audience().name());
                remove(Objects.requireNonNull(gone, "somebody listened to it"));
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void remove(Pattern gone) {
        Pattern last = all.removeLast();
        if (last != gone) {
            last.place = gone.place;
            all.set(last.place, last);
        }
        count = all.size();
        if (all.isEmpty()) {
            // Neither gives back what it has once needed.
            byText = new HashMap<>();
            all = new ArrayList<>();
        }
    }

    /**
     * {@return to how many it was pushed}
     *
     * @param channel what the patterns have to fit
     * @param message makes the message for those who listen to a pattern
     */
    int send(Slice channel, Function<Slice, Message> message) {
        long stamp = lock.readLock();
        try {
            int receivers = 0;
            for (Pattern pattern : all) {
                if (pattern.glob.matches(channel)) {
                    receivers += pattern.audience.send(message.apply(pattern.audience.name()));
                }
            }
            return receivers;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
