package dev.mortise.runtime.session;

import dev.mortise.api.SessionMode;
import dev.mortise.runtime.command.PluginSlot;
import org.jspecify.annotations.Nullable;

/**
 * A mode that a session is in, and those it was in before. Immutable.
 *
 * @param mode the one entered last, which is asked first
 * @param slot where it comes from
 * @param below what is asked if it passes; null if nothing is
 */
public record EnteredMode(
        SessionMode mode, PluginSlot<?> slot, @Nullable EnteredMode below) {

    /** {@return whether a mode is among these} */
    static boolean contains(@Nullable EnteredMode all, PluginSlot<?> slot) {
        for (EnteredMode each = all; each != null; each = each.below) {
            if (each.slot.index() == slot.index()) {
                return true;
            }
        }
        return false;
    }

    /** {@return these without one of them} */
    static @Nullable EnteredMode without(@Nullable EnteredMode all, PluginSlot<?> slot) {
        if (all == null || all.slot.index() == slot.index()) {
            return all == null ? null : all.below;
        }
        return new EnteredMode(all.mode, all.slot, without(all.below, slot));
    }
}
