package dev.mortise.runtime.config;

import java.util.regex.Pattern;

/** Permissions of a file as octal digits, {@code 0} to {@code 777}. */
record OctalType() implements ParameterType<Long> {

    private static final Pattern DIGITS = Pattern.compile("-?[0-7]{1,20}");
    private static final int OCTAL = 8;
    private static final long MOST = 0777;

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        if (!DIGITS.matcher(text).matches()) {
            throw new InvalidValue("argument couldn't be parsed as an octal number");
        }
        long number = Long.parseLong(text, OCTAL);
        if (number < 0 || number > MOST) {
            throw new InvalidValue("argument must be between 0 and 777 inclusive");
        }
        return number;
    }

    @Override
    public String format(Long value) {
        return Long.toOctalString(value);
    }

    @Override
    public String allowed() {
        return "octal digits from 0 to 777";
    }
}
