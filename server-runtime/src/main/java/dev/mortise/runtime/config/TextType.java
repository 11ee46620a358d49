package dev.mortise.runtime.config;

/**
 * Any text.
 *
 * @param meaning what it is, such as {@code the path of a directory}
 * @param optional whether it may be empty, which stands for none
 */
record TextType(String meaning, boolean optional) implements ParameterType<String> {

    /** {@return a text that may be empty} */
    static TextType optional(String meaning) {
        return new TextType(meaning, true);
    }

    /** {@return a text that has to be there} */
    static TextType required(String meaning) {
        return new TextType(meaning, false);
    }

    @Override
    public String parse(String text, String present) throws InvalidValue {
        if (text.isEmpty() && !optional) {
            throw new InvalidValue("argument must not be empty");
        }
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public String allowed() {
        return optional ? meaning + ", or the empty text for none" : meaning;
    }
}
