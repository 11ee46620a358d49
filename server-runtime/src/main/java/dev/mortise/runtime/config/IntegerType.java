package dev.mortise.runtime.config;

import java.util.regex.Pattern;

/**
 * A whole number.
 *
 * @param least the smallest allowed
 * @param most the largest allowed
 */
record IntegerType(long least, long most) implements ParameterType<Long> {

    /** As strict as Redis: no plus, no spaces, no leading zeros, no minus zero. */
    private static final Pattern DIGITS = Pattern.compile("0|-?[1-9][0-9]*");

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        long number = number(text);
        if (number < least || number > most) {
            throw outOfRange(least, most);
        }
        return number;
    }

    private static long number(String text) throws InvalidValue {
        if (DIGITS.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLong) {
                // Redis has one answer for letters and for more digits than 64 bits can take.
            }
        }
        throw new InvalidValue("argument couldn't be parsed into an integer");
    }

    static InvalidValue outOfRange(long least, long most) {
        return new InvalidValue("argument must be between " + least + " and " + most + " inclusive");
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
