package dev.mortise.runtime.isolation;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.SliceAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was lent to one call of a plugin's code: taken back when the call is over, and of use to its thread only.
 *
 * <p>In production the host points the same few objects at other bytes for the next request, and a plugin that has kept
 * one reads another client's data at random. With a loan it gets objects of its own, which fail for ever after.
 */
final class Loan {

    private static final SliceAccess SLICES = SliceAccess.instance();

    private final Thread borrower = Thread.currentThread();
    private final List<Slice> slices = new ArrayList<>();
    private final Map<Entry, WatchedEntry> entries = new HashMap<>();
    private volatile boolean over;

    /** Checks that it still holds, and for whoever asks. */
    @SuppressWarnings("ReferenceEquality") // Which thread it is counts.
    void require() {
        if (over) {
            throw new IllegalStateException("this was borrowed for a call that is over; keep a copy instead");
        }
        if (Thread.currentThread() != borrower) {
            throw new IllegalStateException("this was borrowed by thread '" + borrower.getName()
                    + "', and is not for others; give them a copy");
        }
    }

    /** {@return a slice of the same bytes that can be taken back} */
    Slice lend(Slice slice) {
        Slice lent = SLICES.copyOf(slice);
        slices.add(lent);
        return lent;
    }

    /** {@return an entry that can be taken back} */
    Entry lend(Entry entry) {
        return entries.computeIfAbsent(entry, real -> new WatchedEntry(real, this));
    }

    /** Takes everything back. */
    void end() {
        over = true;
        slices.forEach(SLICES::spoil);
    }
}
