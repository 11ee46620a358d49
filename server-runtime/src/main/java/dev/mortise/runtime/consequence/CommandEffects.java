package dev.mortise.runtime.consequence;

import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one command of a client and those it has called have done so far: one unit of the journal.
 *
 * <p><b>Commands or outcomes.</b> A command that was called is journaled as it was called, as long as whoever does that
 * again finds the keys as it found them. That ends with the first change that no command in here describes: one of a
 * caller's own, or of a command that failed half way. From then on it is only noted what has become of keys, each once.
 */
public final class CommandEffects {

    private record Key(int database, Slice name) {}

    private final List<Effect> commands = new ArrayList<>();
    private final Map<Key, List<Effect>> outcomes = new LinkedHashMap<>();
    private boolean onlyOutcomes;
    private boolean kept;

    /** Nothing yet. */
    public CommandEffects() {}

    /** Says that there were changes which no command describes. */
    public void onlyOutcomes() {
        onlyOutcomes = true;
    }

    /**
     * Says whether what is noted from now on is kept while commands go on, and is not to change with what they do.
     *
     * @param longer whether it is
     */
    public void kept(boolean longer) {
        kept = longer;
    }

    private Effect asKept(Effect effect) {
        return kept ? effect.frozen() : effect;
    }

    /** {@return whether it is to be told what has become of keys, and not what was done} */
    boolean tellsOutcomes() {
        return onlyOutcomes;
    }

    void command(Effect effect) {
        commands.add(asKept(effect));
    }

    /**
     * Notes what has become of a key.
     *
     * @param whole whether that is all there is to know of it; otherwise it comes on top of what was known
     */
    void outcome(int database, Slice key, boolean whole, Effect effect) {
        List<Effect> known = outcomes.computeIfAbsent(new Key(database, key), _ -> new ArrayList<>(1));
        if (whole) {
            known.clear();
        }
        known.add(asKept(effect));
    }

    /** Adds what another command has done after what is in here. */
    public void add(CommandEffects later) {
        commands.addAll(later.take());
    }

    /** {@return all that was noted since this was asked last} */
    List<Effect> take() {
        List<Effect> all = new ArrayList<>(commands);
        outcomes.values().forEach(all::addAll);
        commands.clear();
        outcomes.clear();
        return all;
    }
}
