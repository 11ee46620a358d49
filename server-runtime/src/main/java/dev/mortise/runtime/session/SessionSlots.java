package dev.mortise.runtime.session;

import dev.mortise.runtime.command.DisconnectListener;
import dev.mortise.runtime.command.Extensions;
import dev.mortise.runtime.command.PluginSlot;
import dev.mortise.runtime.isolation.PluginFailures;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What plugins remember of clients, and what they want to do when one has gone. One for all sessions; what is
 * remembered lies in an array of each session's, which most never need. For any thread, a session's array for that of
 * its event loop.
 */
public final class SessionSlots {

    private final List<PluginSlot<?>> slots;
    private final List<DisconnectListener> listeners;
    private final PluginFailures failures;

    /**
     * @param extensions what plugins have registered
     * @param failures where theirs are noted
     */
    public SessionSlots(Extensions extensions, PluginFailures failures) {
        this.slots = extensions.slots();
        this.listeners = extensions.disconnectListeners();
        this.failures = failures;
    }

    int count() {
        return slots.size();
    }

    /** Gives up one thing. */
    @SuppressWarnings("unchecked") // What lies at an index was put there by its slot.
    <T> void end(PluginSlot<T> slot, Object value) {
        Consumer<T> end = slot.end();
        failures.guard(slot.module(), "the end of a session slot", loader(end), () -> end.accept((T) value));
    }

    /** Gives up all there is. */
    void endAll(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            values[i] = null;
            if (value != null) {
                end(slots.get(i), value);
            }
        }
    }

    /** Tells the listeners that a connection has ended. */
    void disconnected(ClientSession session) {
        for (DisconnectListener each : listeners) {
            failures.guard(
                    each.module(),
                    "a listener to disconnections",
                    loader(each.listener()),
                    () -> each.listener().accept(session));
        }
    }

    private static ClassLoader loader(Object code) {
        return code.getClass().getClassLoader();
    }
}
