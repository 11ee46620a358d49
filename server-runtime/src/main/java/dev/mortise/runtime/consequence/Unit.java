package dev.mortise.runtime.consequence;

import dev.mortise.api.internal.HostJournalUnit;
import java.util.List;

/** Changes that belong together, as listeners see them. */
record Unit(long position, long nowMillis, List<Effect> effects) implements HostJournalUnit {

    @Override
    public void forEach(Effects visitor) {
        effects.forEach(effect -> effect.showTo(visitor));
    }
}
