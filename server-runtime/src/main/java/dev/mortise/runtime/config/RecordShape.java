package dev.mortise.runtime.config;

import dev.mortise.api.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How settings become a record and a record texts, worked out from its components.
 *
 * <p><b>Why not a library for it.</b> jackson-databind took 240 ms for its first record, and stops at the first
 * mistake, while an operator wants to be told of all of them; {@code docs/decisions} has the measurement. What would be
 * needed of it is a dozen types of components.
 *
 * <p>Reflection reaches private records because the package of a plugin is open to the runtime: the loader sees to
 * that, and the server's own modules say {@code opens} themselves. Immutable.
 *
 * @param <C> the record
 */
final class RecordShape<C extends Record> {

    /**
     * A component.
     *
     * @param declared as the record declares it
     * @param type what its texts mean, if it is no record
     * @param inner the shape of the record that it is, if it is one
     */
    private record Part(
            RecordComponent declared,
            @Nullable ParameterType<Object> type,
            @Nullable RecordShape<?> inner) {

        String name() {
            return declared.getName();
        }

        boolean secret() {
            return declared.isAnnotationPresent(Secret.class);
        }

        Object valueIn(Record owner) {
            try {
                declared.getAccessor().setAccessible(true);
                return declared.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * A component that is no record, of this one or of one within.
     *
     * @param value its value, or null
     * @param text the same as {@code CONFIG GET} shows it
     */
    record Leaf(@Nullable Object value, String text, boolean secret) {}

    private final Constructor<C> constructor;
    private final List<Part> parts = new ArrayList<>();

    /**
     * The shape of a record.
     *
     * @throws IllegalArgumentException if a component is of a type that settings cannot have
     */
    RecordShape(Class<C> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            parts.add(part(component));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    private static Part part(RecordComponent component) {
        Class<?> type = component.getType();
        return type.isRecord()
                ? new Part(component, null, new RecordShape<>(type.asSubclass(Record.class)))
                : new Part(component, SettingTypes.of(component.getGenericType()), null);
    }

    /**
     * {@return the record that an object of settings means, or null if there are mistakes}
     *
     * @param pointer where the object stands
     * @param problems gets a sentence for each mistake
     */
    @Nullable
    C bind(Map<String, Object> object, String pointer, List<String> problems) {
        int before = problems.size();
        List<String> names = parts.stream().map(Part::name).toList();
        object.keySet().stream().filter(name -> !names.contains(name)).sorted().forEach(name -> {
            String nearest = NearestName.of(name, names);
            problems.add(
                    pointer + "/" + name + ": unknown" + (nearest == null ? "" : ", did you mean " + nearest + "?"));
        });
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            values[i] = value(part, object.get(part.name()), pointer + "/" + part.name(), problems);
        }
        if (problems.size() > before) {
            return null;
        }
        try {
            return make(values);
        } catch (InvalidValue e) {
            problems.add(pointer + ": " + e.text());
            return null;
        }
    }

    private static @Nullable Object value(Part part, @Nullable Object given, String pointer, List<String> problems) {
        if (part.inner() != null) {
            return inner(part, part.inner(), given, pointer, problems);
        }
        ParameterType<Object> type = Objects.requireNonNull(part.type());
        if (given == null) {
            return null;
        }
        if (given instanceof String text) {
            try {
                return type.parse(flag(part, text), initial(part));
            } catch (InvalidValue e) {
                problems.add(pointer + ": found " + kind(part, text) + "; allowed is " + type.allowed());
                return null;
            }
        }
        if (type.shape() == ParameterType.Shape.LIST
                && given instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return List.copyOf(list);
        }
        if (type.shape() == ParameterType.Shape.MAP
                && given instanceof Map<?, ?> map
                && map.values().stream().allMatch(String.class::isInstance)) {
            return Map.copyOf(map);
        }
        problems.add(pointer + ": found " + kind(part, given) + "; allowed is " + type.allowed());
        return null;
    }

    private static @Nullable Object inner(
            Part part, RecordShape<?> shape, @Nullable Object given, String pointer, List<String> problems) {
        if (given != null && !(given instanceof Map)) {
            problems.add(pointer + ": found " + kind(part, given) + "; allowed is an object");
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put((String) name, value));
        }
        return shape.bind(object, pointer, problems);
    }

    private static String kind(Part part, Object given) {
        return switch (given) {
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            default -> {
                String text = String.valueOf(given);
                yield part.secret() ? "a text of " + text.length() + " characters" : ConfigDraft.shown(text);
            }
        };
    }

    private static String flag(Part part, String text) {
        Class<?> type = part.declared().getType();
        return type == boolean.class || type == Boolean.class ? ConfigDraft.flag(text) : text;
    }

    /** Parsers are given a value to begin with; what they make of a text depends on the text alone here. */
    private static Object initial(Part part) {
        Class<?> type = part.declared().getType();
        if (type == boolean.class || type == Boolean.class) {
            return false;
        }
        if (type == int.class || type == Integer.class) {
            return 0;
        }
        if (type == long.class || type == Long.class) {
            return 0L;
        }
        if (type == double.class || type == Double.class) {
            return 0.0;
        }
        if (type == List.class) {
            return List.of();
        }
        return type == Map.class ? Map.of() : "";
    }

    private C make(@Nullable Object... values) throws InvalidValue {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && parts.get(i).declared().getType().isPrimitive()) {
                values[i] = initial(parts.get(i));
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            String message = thrown == null ? null : thrown.getMessage();
            throw new InvalidValue(message == null ? String.valueOf(thrown) : message.replaceAll("\\s+", " "));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return all components that are no records, by names with a dot for each record around them} */
    Map<String, Leaf> leaves(Record value) {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        visit(value, "", leaves);
        return leaves;
    }

    private void visit(Record value, String prefix, Map<String, Leaf> leaves) {
        for (Part part : parts) {
            Object component = part.valueIn(value);
            if (part.inner() != null) {
                if (component != null) {
                    part.inner().visit((Record) component, prefix + part.name() + ".", leaves);
                }
            } else {
                String text = component == null
                        ? ""
                        : Objects.requireNonNull(part.type()).format(component);
                leaves.put(prefix + part.name(), new Leaf(component, text, part.secret()));
            }
        }
    }

    /**
     * {@return a record like another, with other texts for some components}
     *
     * @param texts by the names of leaves
     * @throws InvalidValue if a text means nothing, or the constructor refuses
     */
    C with(Record present, Map<String, String> texts) throws InvalidValue {
        return with(present, "", texts);
    }

    private C with(Record present, String prefix, Map<String, String> texts) throws InvalidValue {
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            String name = prefix + part.name();
            Object component = part.valueIn(present);
            String text = texts.get(name);
            if (part.inner() != null && component != null) {
                component = part.inner().with((Record) component, name + ".", texts);
            } else if (text != null) {
                component = Objects.requireNonNull(part.type()).parse(text, initial(part));
            }
            values[i] = component;
        }
        return make(values);
    }
}
