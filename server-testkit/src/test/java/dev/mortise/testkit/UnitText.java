package dev.mortise.testkit;

import dev.mortise.api.Entry;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A unit of the journal as a line of text. */
final class UnitText implements JournalUnit.Effects {

    private final StringJoiner text = new StringJoiner("; ");

    private UnitText() {}

    static String of(JournalUnit unit) {
        UnitText effects = new UnitText();
        unit.forEach(effects);
        return effects.text.toString();
    }

    @Override
    public void command(int database, List<Slice> words) {
        text.add(database + ": " + words.stream().map(Slice::utf8).collect(Collectors.joining(" ")));
    }

    @Override
    public <V> void value(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) {
        text.add(database + ": " + key + " = " + type.name() + value
                + (expireAtMillis == Entry.NEVER ? "" : " until " + expireAtMillis));
    }
}
