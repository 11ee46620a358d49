package dev.mortise.runtime.config;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A number of bytes, with a unit if need be: {@code 512}, {@code 64mb}, {@code 1g}.
 *
 * <p>Units as in Redis: {@code k m g} count in thousands and {@code kb mb gb} in 1024s. Also as in Redis, no digits at
 * all mean zero. More than 63 bits can hold becomes as much as they hold, where Redis lets the product wrap around.
 *
 * @param least the smallest allowed
 * @param most the largest allowed
 */
record MemoryType(long least, long most) implements ParameterType<Long> {

    private static final int DECIMAL = 10;

    @Override
    public Long parse(String text, Long present) throws InvalidValue {
        long bytes = bytes(text).orElseThrow(() -> new InvalidValue("argument must be a memory value"));
        if (bytes < least || bytes > most) {
            throw IntegerType.outOfRange(least, most);
        }
        return bytes;
    }

    /** {@return the bytes that a text means, or nothing if it means none} */
    static OptionalLong bytes(String text) {
        long bytes = 0;
        int at = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            int digit = text.charAt(at++) - '0';
            bytes = bytes > (Long.MAX_VALUE - digit) / DECIMAL ? Long.MAX_VALUE : bytes * DECIMAL + digit;
        }
        return switch (text.substring(at).toLowerCase(Locale.ROOT)) {
            case "", "b" -> OptionalLong.of(bytes);
            case "k" -> OptionalLong.of(product(bytes, 1_000));
            case "kb" -> OptionalLong.of(product(bytes, 1L << 10));
            case "m" -> OptionalLong.of(product(bytes, 1_000_000));
            case "mb" -> OptionalLong.of(product(bytes, 1L << 20));
            case "g" -> OptionalLong.of(product(bytes, 1_000_000_000));
            case "gb" -> OptionalLong.of(product(bytes, 1L << 30));
            default -> OptionalLong.empty();
        };
    }

    private static long product(long factor, long other) {
        return factor > Long.MAX_VALUE / other ? Long.MAX_VALUE : factor * other;
    }

    @Override
    public String format(Long value) {
        return value.toString();
    }

    @Override
    public String allowed() {
        return "a number of bytes from " + least + (most == Long.MAX_VALUE ? "" : " to " + most)
                + ", such as 1048576, 64mb or 1gb";
    }
}
