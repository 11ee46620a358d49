package dev.mortise.runtime.config;

/**
 * A power of two.
 *
 * @param most the largest allowed
 */
record PowerOfTwoType(long most) implements ParameterType<Long> {

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        long number = new IntegerType(1, most).parse(text, present);
        if (Long.bitCount(number) != 1) {
            throw new InvalidValue("argument must be a power of two");
        }
        return number;
    }

    @Override
    public String format(Long value) {
        return value.toString();
    }

    @Override
    public String allowed() {
        return "a power of two from 1 to " + most;
    }
}
