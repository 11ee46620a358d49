package dev.mortise.runtime.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as {@link MemoryType} reads it, or a percentage, which is kept as a negative number. */
record MemoryOrPercentType() implements ParameterType<Long> {

    private static final Pattern PERCENT = Pattern.compile("(\\d+)%");
    private static final int MOST_PERCENT = 100;
    private static final int MOST_DIGITS = 9;

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            String digits = percent.group(1);
            if (digits.length() > MOST_DIGITS || Long.parseLong(digits) > MOST_PERCENT) {
                throw new InvalidValue("percentage argument must be less or equal to 100");
            }
            return -Long.parseLong(digits);
        }
        return MemoryType.bytes(text).stream()
                .boxed()
                .findFirst()
                .orElseThrow(() -> new InvalidValue("argument must be a memory or percent value"));
    }

    @Override
    public String format(Long value) {
        return value < 0 ? -value + "%" : value.toString();
    }

    @Override
    public String allowed() {
        return "a number of bytes, such as 64mb, or a percentage up to 100%";
    }
}
