package dev.mortise.runtime.consequence;

import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells listeners what happens to keys, in order and outside of all locks.
 *
 * <p><b>How.</b> Who changes a key adds the event to a queue while the key is locked, so the queue has the events of
 * each key in the order in which they happened. When it has unlocked, it empties the queue, unless somebody is doing
 * that already, who will find its events there. So listeners are called by one thread at a time, and nobody waits for
 * them with a lock in hand.
 *
 * <p><b>Price.</b> An event may be told by another thread than that which caused it, and after the client has its
 * reply. Listeners that are slow hold up whichever event loop happens to empty the queue.
 *
 * <p><b>Instead of.</b> Telling under the locks would be simpler, but a listener could not reach the keyspace, and a
 * slow one would stop everybody. A queue for each shard could be emptied in parallel, but would lose the order between
 * {@code rename_from} and {@code rename_to}.
 *
 * <p>For all threads.
 */
final class KeyEvents {

    private static final System.Logger LOG = System.getLogger(KeyEvents.class.getName());

    private record Listening(Set<KeyEvent.Kind> kinds, KeyListener listener) {}

    private final Queue<KeyEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile List<Listening> listeners = List.of();
    private volatile Set<KeyEvent.Kind> wanted = Set.of();

    /** Tells a listener events of these kinds from now on, and no others. */
    synchronized void listen(Set<KeyEvent.Kind> kinds, KeyListener listener) {
        List<Listening> changed = new ArrayList<>(listeners);
        changed.removeIf(each -> each.listener().equals(listener));
        if (!kinds.isEmpty()) {
            changed.add(new Listening(EnumSet.copyOf(kinds), listener));
        }
        Set<KeyEvent.Kind> all = EnumSet.noneOf(KeyEvent.Kind.class);
        changed.forEach(each -> all.addAll(each.kinds()));
        listeners = List.copyOf(changed);
        wanted = all;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    boolean wants(KeyEvent.Kind kind) {
        return wanted.contains(kind);
    }

    /** Notes an event, whose key is locked. */
    void add(KeyEvent event) {
        untold.add(event);
    }

    /** Tells what was noted, if nobody is doing that. The caller holds no lock. */
    void tell() {
        if (untold.isEmpty() || calls.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            KeyEvent event = untold.poll();
            if (event != null) {
                tell(event);
            } else {
                // Whoever has called meanwhile may have added something after the last look.
                seen = calls.addAndGet(-seen);
            }
        }
    }

    private void tell(KeyEvent event) {
        for (Listening each : listeners) {
            if (each.kinds().contains(event.kind())) {
                try {
                    each.listener().happened(event);
                } catch (RuntimeException | Error e) {
                    LOG.log(System.Logger.Level.ERROR, "a listener failed in the event '" + event.name() + "'", e);
                }
            }
        }
    }
}
