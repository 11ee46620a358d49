package dev.mortise.runtime.config;

/**
 * A parameter of Redis that has one value here, because what it switches does not exist (yet).
 *
 * <p>Client libraries and set-up scripts ask for such parameters, and "set" them to what they are. Both succeed; a
 * request for anything else is refused rather than accepted without effect.
 *
 * @param type tells texts that make no sense at all from those that are merely not possible here
 * @param value the one value
 * @param reason why there is no other
 * @param <T> the values
 */
record OnlyType<T>(ParameterType<T> type, T value, String reason) implements ParameterType<T> {

    @Override
    public T parse(String text, T present) throws InvalidValue {
        if (!type.parse(text, present).equals(value)) {
            throw new InvalidValue("argument must be '" + type.format(value) + "': " + reason);
        }
        return value;
    }

    @Override
    public String format(T only) {
        return type.format(only);
    }

    @Override
    public String allowed() {
        String text = type.format(value);
        return "only " + (text.isEmpty() ? "the empty text" : text) + ": " + reason;
    }
}
