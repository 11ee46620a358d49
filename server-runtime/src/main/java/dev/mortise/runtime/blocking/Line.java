package dev.mortise.runtime.blocking;

import dev.mortise.api.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one key, in the order in which they came.
 *
 * <p>They stand apart by the type of value they wait for. A key that holds nothing any more, when the first of a
 * thousand has taken what there was, or a value that is not for them, is then for nobody without asking each.
 *
 * <p>Guarded by the lock of the key's shard.
 */
final class Line {

    private final LineName name;
    private final long hash;
    /** By their tickets, those who are to be tried after any change. */
    private final TreeMap<Long, Waiter> forAnything = new TreeMap<>();
    /** The others; no type of which nobody is there. */
    private final Map<ValueType<?>, TreeMap<Long, Waiter>> byType = new HashMap<>();
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
        return forAnything.isEmpty() && byType.isEmpty() && !attended;
    }

    boolean isAttended() {
        return attended;
    }

    /** {@return false if it is there already} */
    boolean add(Waiter waiter) {
        ValueType<?> type = waiter.type();
        TreeMap<Long, Waiter> those = type == null ? forAnything : byType.computeIfAbsent(type, _ -> new TreeMap<>());
        return those.put(waiter.ticket(), waiter) == null;
    }

    void remove(Waiter waiter) {
        ValueType<?> type = waiter.type();
        if (type == null) {
            forAnything.remove(waiter.ticket());
            return;
        }
        TreeMap<Long, Waiter> those = byType.get(type);
        if (those != null) {
            those.remove(waiter.ticket());
            if (those.isEmpty()) {
                byType.remove(type);
            }
        }
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
        attended = firstBehind(0, type) != null;
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
        Waiter next = firstBehind(lastTicket, type);
        if (next == null) {
            attended = false;
        } else {
            lastTicket = next.ticket();
        }
        return next;
    }

    /** {@return the first one with a higher ticket who is to be tried when the key holds a value of a type, or null} */
    private @Nullable Waiter firstBehind(long ticket, @Nullable ValueType<?> type) {
        TreeMap<Long, Waiter> those = type == null ? null : byType.get(type);
        Map.Entry<Long, Waiter> ofType = those == null ? null : those.higherEntry(ticket);
        Map.Entry<Long, Waiter> ofAnything = forAnything.higherEntry(ticket);
        if (ofType == null || (ofAnything != null && ofAnything.getKey() < ofType.getKey())) {
            return ofAnything == null ? null : ofAnything.getValue();
        }
        return ofType.getValue();
    }
}
