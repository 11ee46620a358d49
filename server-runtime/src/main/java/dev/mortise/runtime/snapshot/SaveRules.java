package dev.mortise.runtime.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * When snapshots are saved without being asked for: as soon as one rule is fulfilled.
 *
 * @param rules in the order they were given
 */
public record SaveRules(List<Rule> rules) {

    /** No rules: a snapshot is saved only when somebody asks for it. */
    public static final SaveRules NONE = new SaveRules(List.of());

    /** Those of Redis, for a server that was told where its data lies. */
    public static final SaveRules USUAL =
            new SaveRules(List.of(new Rule(3600, 1), new Rule(300, 100), new Rule(60, 10_000)));

    /**
     * So many seconds have passed since the last snapshot, and so many changes were made.
     *
     * @param seconds at least 1
     * @param changes at least 0
     */
    public record Rule(long seconds, long changes) {}

    /** Keeps a copy of the rules. */
    public SaveRules {
        rules = List.copyOf(rules);
    }

    /**
     * {@return the rules that a text means, such as {@code 3600 1 300 100}}
     *
     * @throws IllegalArgumentException if it means none
     */
    public static SaveRules parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        String[] words = text.strip().split("\\s+", -1);
        if (words.length % 2 != 0) {
            throw new IllegalArgumentException("Invalid save parameters");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            rules.add(rule(words[i], words[i + 1]));
        }
        return new SaveRules(rules);
    }

    private static Rule rule(String seconds, String changes) {
        try {
            Rule rule = new Rule(Integer.parseInt(seconds), Integer.parseInt(changes));
            if (rule.seconds >= 1 && rule.changes >= 0) {
                return rule;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid save parameters", e);
        }
        throw new IllegalArgumentException("Invalid save parameters");
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** {@return the first rule that is fulfilled, in words; an empty text if none is} */
    String fulfilled(long millisSinceLast, long changes) {
        for (Rule rule : rules) {
            if (changes >= rule.changes && millisSinceLast > TimeUnit.SECONDS.toMillis(rule.seconds)) {
                return "%d changes in %d seconds".formatted(changes, rule.seconds);
            }
        }
        return "";
    }

    /** {@return the text that {@link #parse} understands} */
    public String text() {
        return rules.stream().map(rule -> rule.seconds + " " + rule.changes).collect(Collectors.joining(" "));
    }
}
