package dev.mortise.keys;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import org.jspecify.annotations.Nullable;

/** The option {@code TYPE} of {@code SCAN}: the name of the type that values must have, in capitals or not. */
final class ScanType {

    private @Nullable String name;

    /** Takes an option, and its value. {@return whether it is this one} */
    boolean take(Slice option, Slice value) {
        if (!option.is("TYPE")) {
            return false;
        }
        name = value.utf8();
        return true;
    }

    /** {@return whether the value of a key is of the type that the client asked for, if for any} */
    boolean accept(Entry entry) {
        return name == null || isOf(entry.type(), name);
    }

    private static boolean isOf(@Nullable ValueType<?> type, String name) {
        return type != null && type.name().equalsIgnoreCase(name);
    }
}
