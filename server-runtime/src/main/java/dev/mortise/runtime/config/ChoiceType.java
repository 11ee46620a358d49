package dev.mortise.runtime.config;

import java.util.List;
import java.util.Locale;

/**
 * One of several words, in any case.
 *
 * @param words the words in lower case, in the order in which they are named to the operator
 */
record ChoiceType(List<String> words) implements ParameterType<String> {

    ChoiceType {
        words = List.copyOf(words);
    }

    static ChoiceType of(String... words) {
        return new ChoiceType(List.of(words));
    }

    @Override
    public String parse(String text, String present) throws InvalidValue {
        String word = text.toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw new InvalidValue("argument(s) must be one of the following: " + String.join(", ", words));
        }
        return word;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return "one of " + String.join(", ", words);
    }
}
