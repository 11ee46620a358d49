package dev.mortise.runtime.config;

import java.util.Arrays;
import java.util.List;

/**
 * Words with spaces between them.
 *
 * @param meaning what the words are, such as {@code names of modules}
 */
record WordsType(String meaning) implements ParameterType<List<String>> {

    @Override
    public List<String> parse(String text, List<String> present) {
        return split(text);
    }

    static List<String> split(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }

    @Override
    public String allowed() {
        return meaning;
    }

    @Override
    public Shape shape() {
        return Shape.LIST;
    }
}
