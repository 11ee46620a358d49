package dev.mortise.runtime.config;

import java.util.BitSet;

/**
 * Classes of events, a letter each, in the order in which Redis shows them: first what happens to keys, then where it
 * is told of ({@code K}, {@code E}), then look-ups in vain ({@code m}). A value is such a text, no letter twice.
 *
 * @see <a href="https://redis.io/docs/latest/develop/pubsub/keyspace-notifications/">Keyspace notifications</a>
 */
final class EventClassesType implements ParameterType<String> {

    /** What {@code A} stands for. */
    private static final String ALL = "g$lshzxetd";

    private static final String ORDER = ALL + "nKEm";

    EventClassesType() {}

    @Override
    public String parse(String text, String present) throws InvalidValue {
        BitSet chosen = new BitSet();
        for (char letter : text.replace("A", ALL).toCharArray()) {
            int place = ORDER.indexOf(letter);
            if (place < 0) {
                throw new InvalidValue("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
            }
            chosen.set(place);
        }
        StringBuilder ordered = new StringBuilder();
        chosen.stream().forEach(place -> ordered.append(ORDER.charAt(place)));
        return ordered.toString();
    }

    /** Of new keys Redis shows nothing if {@code A} is there, although it is no part of that. */
    @Override
    public String format(String classes) {
        return classes.startsWith(ALL) ? write(classes).replace("n", "") : classes;
    }

    @Override
    public String write(String classes) {
        return classes.replace(ALL, "A");
    }

    @Override
    public String allowed() {
        return "letters of K E g $ l s h z x e t d m n A";
    }
}
