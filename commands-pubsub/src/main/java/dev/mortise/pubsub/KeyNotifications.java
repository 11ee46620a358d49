package dev.mortise.pubsub;

import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * Publishes what happens to keys: the event on {@code __keyspace@<database>__:<key>}, the key on {@code
 * __keyevent@<database>__:<event>}, as {@code notify-keyspace-events} says.
 *
 * <p>Listens to events only while there is something to publish, so that commands pay nothing when it is empty. Events
 * come one at a time, and those of a key in their order; so do their messages. For any thread.
 *
 * @see <a href="https://redis.io/docs/latest/develop/pubsub/keyspace-notifications/">Keyspace notifications</a>
 */
final class KeyNotifications implements KeyListener {

    /** What {@code A} stands for. */
    private static final String ALL_CLASSES = "g$lshzxetd";

    private final Broadcast broadcast;
    private final Server server;
    private String letters = "";
    private boolean started;
    private volatile boolean byKey;
    private volatile boolean byEvent;

    KeyNotifications(Broadcast broadcast, Server server) {
        this.broadcast = broadcast;
        this.server = server;
    }

    /** Says what is published, and where, by the letters of {@code notify-keyspace-events}. */
    synchronized void classes(String newLetters) {
        letters = newLetters.replace("A", ALL_CLASSES);
        if (started) {
            listen();
        }
    }

    /** Begins to publish. */
    synchronized void start() {
        started = true;
        listen();
    }

    private void listen() {
        byKey = letters.indexOf('K') >= 0;
        byEvent = letters.indexOf('E') >= 0;
        Set<KeyEvent.Kind> kinds = EnumSet.noneOf(KeyEvent.Kind.class);
        if (byKey || byEvent) {
            for (KeyEvent.Kind kind : KeyEvent.Kind.values()) {
                if (letters.indexOf(kind.letter()) >= 0) {
                    kinds.add(kind);
                }
            }
        }
        server.listen(kinds, this);
    }

    @Override
    public void happened(KeyEvent event) {
        if (broadcast.idle()) {
            return;
        }
        Slice name = Slice.of(event.name());
        if (byKey) {
            broadcast.publish(channel("keyspace", event, event.key()), name);
        }
        if (byEvent) {
            broadcast.publish(channel("keyevent", event, name), event.key());
        }
    }

    private static Slice channel(String kind, KeyEvent event, Slice end) {
        byte[] beginning = ("__" + kind + "@" + event.database() + "__:").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[beginning.length + end.length()];
        System.arraycopy(beginning, 0, whole, 0, beginning.length);
        end.copyTo(whole, beginning.length);
        return Slice.of(whole);
    }
}
