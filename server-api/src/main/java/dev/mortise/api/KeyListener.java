package dev.mortise.api;

/**
 * Is told what happens to keys: {@link Setup#on}, {@link Server#listen}.
 *
 * <pre>{@code
 * setup.on(EnumSet.of(KeyEvent.Kind.EXPIRED), event -> counts.merge(event.database(), 1, Integer::sum));
 * }</pre>
 */
@FunctionalInterface
@Preview
public interface KeyListener {

    /**
     * Called after what has happened was done and its keys were unlocked. Events come one at a time, and those of one
     * key in the order in which they happened; by then the key may be another again.
     *
     * <p>The thread is that of whoever has changed something, at times another one's: an event loop or one of the
     * server's own. So it must be quick, as clients wait. It may reach for the {@link Keyspace}; what follows from that
     * it is told of when it has returned. What it throws is logged.
     *
     * @param event what has happened
     */
    void happened(KeyEvent event);
}
