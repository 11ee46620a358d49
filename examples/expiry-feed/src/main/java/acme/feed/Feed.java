package acme.feed;

import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Message;
import dev.mortise.api.Metrics;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Tasks;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries events from the threads on which they happen to one of its own, which sends them on.
 *
 * <p>Who changes a key pays for an offer to a queue. Events arrive in their order, for only one task at a time takes
 * from the queue. When subscribers are too slow for what happens, events are left out and counted: they are not worth
 * a client's waiting. For any thread.
 */
final class Feed implements KeyListener {

    /** A few megabytes at most; as long as it takes to send so many nobody misses one. */
    static final int MOST_WAITING = 10_000;

    private final Server server;
    private final Tasks tasks;
    private final Metrics.Counter dropped;
    private final Queue<KeyEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean sending = new AtomicBoolean();
    private final Set<Session> subscribers = ConcurrentHashMap.newKeySet();

    Feed(Server server, Tasks tasks, Metrics.Counter dropped) {
        this.server = server;
        this.tasks = tasks;
        this.dropped = dropped;
    }

    void add(Session subscriber) {
        subscribers.add(subscriber);
    }

    void remove(Session subscriber) {
        subscribers.remove(subscriber);
    }

    int subscribers() {
        return subscribers.size();
    }

    @Override
    public void happened(KeyEvent event) {
        if (subscribers.isEmpty()) {
            return;
        }
        if (!waiting.offer(event)) {
            dropped.increment();
        }
        wake();
    }

    private void wake() {
        if (sending.compareAndSet(false, true)) {
            tasks.background().execute(this::send);
        }
    }

    private void send() {
        try {
            for (KeyEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                push(event);
            }
        } finally {
            sending.set(false);
        }
        // One that came between the last look and the line above has found somebody sending.
        if (!waiting.isEmpty()) {
            wake();
        }
    }

    /** One message for all of them, encoded once. */
    private void push(KeyEvent event) {
        Message message = server.message(reply -> {
            reply.push(4);
            reply.bulk("feed");
            reply.bulk(event.name());
            reply.integer(event.database());
            reply.bulk(event.key());
        });
        subscribers.forEach(subscriber -> subscriber.push(message));
    }
}
