package dev.mortise.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the components of records of settings may be, and how their texts are read. */
final class SettingTypes {

    private static final Pattern ANYTHING = Pattern.compile(".+");

    private SettingTypes() {}

    /** {@return the type for a component, {@link Object} standing for whatever it is} */
    @SuppressWarnings("unchecked") // the component's own type says what the values are
    static ParameterType<Object> of(Type type) {
        return (ParameterType<Object>) find(type);
    }

    private static ParameterType<?> find(Type type) {
        if (type == String.class) {
            return new AnyText();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new FlagType();
        }
        if (type == long.class || type == Long.class) {
            return new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == int.class || type == Integer.class) {
            return new Mapped<>(
                    new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE), Math::toIntExact, Integer::longValue);
        }
        if (type == double.class || type == Double.class) {
            return new NumberType();
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            return new ConstantType(Arrays.asList(named.getEnumConstants()));
        }
        if (isOf(type, List.class, String.class)) {
            return new WordsType("a list of words");
        }
        if (isOf(type, Map.class, String.class, String.class)) {
            return new PairsType("words by their names", ANYTHING);
        }
        throw new IllegalArgumentException("settings cannot be of the type " + type.getTypeName());
    }

    private static boolean isOf(Type type, Class<?> raw, Type... arguments) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == raw
                && Arrays.equals(generic.getActualTypeArguments(), arguments);
    }

    private record AnyText() implements ParameterType<String> {
        @Override
        public String parse(String text, String present) {
            return text;
        }

        @Override
        public String format(String value) {
            return value;
        }

        @Override
        public String allowed() {
            return "any text";
        }
    }

    private record Mapped<S, T>(ParameterType<S> inner, Function<S, T> to, Function<T, S> from)
            implements ParameterType<T> {
        @Override
        public T parse(String text, T present) throws InvalidValue {
            return to.apply(inner.parse(text, from.apply(present)));
        }

        @Override
        public String format(T value) {
            return inner.format(from.apply(value));
        }

        @Override
        public String allowed() {
            return inner.allowed();
        }
    }

    private record NumberType() implements ParameterType<Double> {
        @Override
        public Double parse(String text, Double present) throws InvalidValue {
            try {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException noNumber) {
                // Answered below, as one that is infinite.
            }
            throw new InvalidValue("argument must be " + allowed());
        }

        @Override
        public String format(Double value) {
            return value.toString();
        }

        @Override
        public String allowed() {
            return "a number";
        }
    }

    private record ConstantType(List<?> constants) implements ParameterType<Object> {
        @Override
        public Object parse(String text, Object present) throws InvalidValue {
            for (Object constant : constants) {
                if (format(constant).equals(text.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
            throw new InvalidValue("argument must be " + allowed());
        }

        @Override
        public String format(Object value) {
            return ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String allowed() {
            return constants.stream().map(this::format).collect(Collectors.joining(", ", "one of ", ""));
        }
    }
}
