package dev.mortise.runtime.config;

import java.util.Locale;

/** {@code yes} or {@code no}; in the configuration file also {@code true} or {@code false}. */
record FlagType() implements ParameterType<Boolean> {

    @Override
    public Boolean parse(String text, Boolean present) throws InvalidValue {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new InvalidValue("argument must be 'yes' or 'no'");
        };
    }

    @Override
    public String format(Boolean value) {
        return value ? "yes" : "no";
    }

    @Override
    public String allowed() {
        return "yes or no";
    }
}
