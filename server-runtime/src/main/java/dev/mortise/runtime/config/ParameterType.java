package dev.mortise.runtime.config;

/**
 * How the text of a parameter becomes a value, and a value the text that {@code CONFIG GET} answers.
 *
 * <p>Text is the one form that the configuration file, the command line and {@code CONFIG SET} have in common, so
 * there is one place that knows what is allowed. Immutable.
 *
 * @param <T> the values
 */
public interface ParameterType<T> {

    /**
     * {@return the value that a text means}
     *
     * @param text as the operator wrote it
     * @param present the value up to now, for types of which a text may change a part
     * @throws InvalidValue if the text means none that is allowed
     */
    T parse(String text, T present) throws InvalidValue;

    /**
     * {@return the text of a value, which {@link #parse} understands}
     *
     * @param value any that is allowed
     */
    String format(T value);

    /**
     * {@return the text that gives a value again, where {@link #format}, for Redis's sake, shows less than there is}
     *
     * @param value any that is allowed
     */
    default String write(T value) {
        return format(value);
    }

    /** {@return which texts are allowed, to follow "allowed is"} */
    String allowed();

    /** {@return how the configuration file may write it} */
    default Shape shape() {
        return Shape.SCALAR;
    }

    /** What may stand in the configuration file besides a string. */
    enum Shape {
        /** A number or a boolean, according to what the text may be. */
        SCALAR,
        /** A list of words. */
        LIST,
        /** An object whose members are words: {@code {"GET": "acme.fastget"}} for {@code GET=acme.fastget}. */
        MAP,
        /** An object of whatever else; its text says only whose it is. */
        TREE
    }
}
