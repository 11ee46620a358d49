package dev.mortise.runtime.config;

/**
 * A whole number of which too small and too large ones are taken as the nearest that makes sense, as Redis does with
 * {@code hz}.
 *
 * @param least the smallest value
 * @param most the largest value
 */
record ClampedType(long least, long most) implements ParameterType<Long> {

    private static final IntegerType ACCEPTED = new IntegerType(0, Integer.MAX_VALUE);

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        return Math.clamp(ACCEPTED.parse(text, present), least, most);
    }

    @Override
    public String format(Long value) {
        return value.toString();
    }

    @Override
    public String allowed() {
        return "a whole number from " + least + " to " + most;
    }
}
