package dev.mortise.runtime.consequence;

import dev.mortise.api.JournalUnit;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.WrittenValue;
import java.util.List;

/** One change of a {@link Unit}. */
sealed interface Effect {

    void showTo(JournalUnit.Effects effects);

    /** {@return the same, which what is done later does not change} */
    default Effect frozen() {
        return this;
    }

    /** A command that does it again. */
    record Words(int database, List<Slice> words) implements Effect {
        @Override
        public void showTo(JournalUnit.Effects effects) {
            effects.command(database, words);
        }
    }

    /** A value object that a key holds now. */
    record Value<V>(int database, Slice key, ValueType<V> type, V value, long expireAtMillis) implements Effect {
        @Override
        public void showTo(JournalUnit.Effects effects) {
            effects.value(database, key, type, value, expireAtMillis);
        }

        @Override
        public Effect frozen() {
            return new Value<>(database, key, type, WrittenValue.copy(type, value), expireAtMillis);
        }
    }
}
