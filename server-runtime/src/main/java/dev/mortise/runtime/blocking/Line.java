package dev.mortise.runtime.blocking;

import dev.mortise.api.ValueType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Those who wait for one key, in the order in which they came. Guarded by the lock of the key's shard. */
final class Line {

    private final LineName name;
    private final long hash;
    private final TreeMap<Long, Waiter> waiters = new TreeMap<>();
    /** Whether somebody goes through the line, trying one after the other. */
    private boolean attended;
    /** Whether the key was changed by somebody else since then. */
    private boolean changed;
    /** Who was tried last. */
    private long lastTicket;

    Line(LineName name, long hash) {
        this.name = name;
        this.hash = hash;
    }

    LineName name() {
        return name;
    }

    long hash() {
        return hash;
    }

    /** {@return whether nobody needs it any more} */
    boolean isOver() {
        return waiters.isEmpty() && !attended;
    }

    boolean isAttended() {
        return attended;
    }

    /** {@return false if it is there already} */
    boolean add(Waiter waiter) {
        return waiters.put(waiter.ticket(), waiter) == null;
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter.ticket());
    }

    /**
     * Notes that the key was changed.
     *
     * @param type the type of the value it holds now; null if it holds none
     * @return whether the one who asks is to go through the line: there is somebody to try, and nobody does yet
     */
    boolean offer(@Nullable ValueType<?> type) {
        if (attended) {
            changed = true;
            return false;
        }
        attended = waiters.values().stream().anyMatch(waiter -> waiter.isFor(type));
        changed = false;
        lastTicket = 0;
        return attended;
    }

    /** {@return whether to begin again at the front; told once} */
    boolean beginsAgain() {
        boolean again = changed;
        changed = false;
        if (again) {
            lastTicket = 0;
        }
        return again;
    }

    /**
     * {@return who is to be tried next, if anybody; if not, nobody goes through the line any more}
     *
     * @param type the type of the value the key holds; null if it holds none
     */
    @Nullable
    Waiter next(@Nullable ValueType<?> type) {
        for (Map.Entry<Long, Waiter> each : waiters.tailMap(lastTicket, false).entrySet()) {
            if (each.getValue().isFor(type)) {
                lastTicket = each.getKey();
                return each.getValue();
            }
        }
        attended = false;
        return null;
    }
}
