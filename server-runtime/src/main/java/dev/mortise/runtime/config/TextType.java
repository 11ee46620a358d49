package dev.mortise.runtime.config;

/**
 * Any text, the empty one for none.
 *
 * @param meaning what it is, such as {@code a path}
 */
record TextType(String meaning) implements ParameterType<String> {

    @Override
    public String parse(String text, String present) {
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return meaning;
    }
}
