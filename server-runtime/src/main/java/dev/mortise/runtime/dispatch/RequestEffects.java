package dev.mortise.runtime.dispatch;

import dev.mortise.api.Slice;
import dev.mortise.runtime.consequence.CommandEffects;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command of a request has done, and has those told who are to know: together with what it has called, and
 * with the other requests of its batch.
 *
 * <p>Not thread-safe; belongs to its {@link CommandRequest}.
 */
final class RequestEffects {

    private final CommandRequest request;
    /** What the command wants the journal to get in its place; null if nothing. */
    private @Nullable List<List<Slice>> journaled;
    /** Whether it has called a command that changed something. */
    private boolean called;
    /** What it and those it has called have done, as far as the journal is to know; null if nothing yet. */
    private @Nullable CommandEffects unit;
    /** Of a request of a batch, what those of the batch have done; null if nobody is to know, or all at once. */
    private @Nullable CommandEffects batchUnit;

    RequestEffects(CommandRequest request) {
        this.request = request;
    }

    /** Says where the effects go of requests that are run in a batch; null if they go to the journal themselves. */
    void inBatch(@Nullable CommandEffects newUnit) {
        batchUnit = newUnit;
    }

    void journal(Slice... words) {
        List<Slice> copies = new ArrayList<>(words.length);
        for (Slice word : words) {
            copies.add(Slice.of(word.toBytes()));
        }
        if (journaled == null) {
            journaled = new ArrayList<>();
        }
        journaled.add(copies);
    }

    /** Has everybody told who is to know what the command has changed, if it has. */
    void tell(Consequences consequences, boolean failed) {
        RequestEffects first = outermost().effects();
        if (request.hasChanged()) {
            List<StoredEntry> changed = request.changed();
            CommandEffects effects = consequences.journals() ? first.unit() : null;
            if (effects != null && (failed || called || callerHasChanged())) {
                effects.onlyOutcomes();
            }
            if (effects != null) {
                effects.kept(request.caller() != null || batchUnit != null);
            }
            consequences.command(request, changed, journaled, effects);
            for (CommandRequest above = request.caller(); above != null; above = above.caller()) {
                above.effects().called = true;
            }
        }
        journaled = null;
        CommandEffects done = first.unit;
        // What has locked everything may do what the journal is told at once, of which this is not to come too late.
        if (done != null && (request.caller() == null || first.request.locksAll())) {
            first.complete(done, consequences);
        }
        if (request.caller() == null) {
            unit = null;
        }
    }

    private void complete(CommandEffects done, Consequences consequences) {
        if (batchUnit == null) {
            consequences.completed(done, request.nowMillis());
        } else {
            batchUnit.add(done);
        }
    }

    private CommandEffects unit() {
        CommandEffects begun = unit;
        if (begun == null) {
            begun = new CommandEffects();
            unit = begun;
        }
        return begun;
    }

    private CommandRequest outermost() {
        CommandRequest outer = request;
        for (CommandRequest above = request.caller(); above != null; above = above.caller()) {
            outer = above;
        }
        return outer;
    }

    private boolean callerHasChanged() {
        for (CommandRequest above = request.caller(); above != null; above = above.caller()) {
            if (above.hasChanged()) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what was done. */
    void clear() {
        journaled = null;
        called = false;
        unit = null;
    }
}
