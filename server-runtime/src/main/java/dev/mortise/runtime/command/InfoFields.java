package dev.mortise.runtime.command;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The fields of the server's own sections of {@code INFO} that a module fills.
 *
 * @param filled those that one does, by name
 */
public record InfoFields(Map<String, LongSupplier> filled) {

    /** Those there are, in the order in which their section has them. */
    public static final List<String> PUBSUB = List.of("pubsub_channels", "pubsub_patterns", "pubsubshard_channels");

    /** {@return the value of a field at present; 0 if no module fills it} */
    public long value(String name) {
        LongSupplier value = filled.get(name);
        return value == null ? 0 : value.getAsLong();
    }
}
