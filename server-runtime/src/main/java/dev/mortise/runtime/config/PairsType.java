package dev.mortise.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names with a value each: {@code GET=acme.fastget SET=acme.fastset}.
 *
 * @param meaning what they are, for the operator
 * @param value what every value must look like
 */
record PairsType(String meaning, Pattern value) implements ParameterType<Map<String, String>> {

    @Override
    public Map<String, String> parse(String text, Map<String, String> present) throws InvalidValue {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : WordsType.split(text)) {
            int equals = word.indexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw new InvalidValue("argument must be of the form name=value");
            }
            if (!value.matcher(word.substring(equals + 1)).matches()) {
                // The value itself may be a secret.
                throw new InvalidValue("the value of '" + word.substring(0, equals) + "' is none of " + meaning);
            }
            if (pairs.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new InvalidValue("argument names '" + word.substring(0, equals) + "' twice");
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    @Override
    public String format(Map<String, String> value) {
        return value.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(" "));
    }

    @Override
    public String allowed() {
        return meaning;
    }

    @Override
    public Shape shape() {
        return Shape.MAP;
    }
}
