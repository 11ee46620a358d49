package dev.mortise.testkit.junit;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.PackableType;
import dev.mortise.api.Server;
import dev.mortise.api.Types;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.ReadValue;
import dev.mortise.api.internal.WrittenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A value of a plugin's type, as it lies behind a key.
 *
 * @param key where it was found, for messages
 * @param type its type
 * @param value itself, not a copy, unless it is kept as bytes
 * @param <V> its class
 */
record StoredValue<V>(String key, ValueType<V> type, V value) {

    private static final int MANY = 1000;

    /** {@return all values of all keys that are no strings} */
    static List<StoredValue<?>> all(Server server) {
        Keyspace keyspace = server.keyspace();
        List<StoredValue<?>> all = new ArrayList<>();
        for (int database = 0; database < keyspace.databases(); database++) {
            long cursor = 0;
            do {
                cursor = keyspace.scan(database, cursor, MANY, (key, entry) -> {
                    ValueType<?> type = Objects.requireNonNull(entry.type(), "a key is visited, and holds something");
                    if (!type.equals(Types.STRING)) {
                        all.add(of(key.utf8(), type, entry));
                    }
                });
            } while (cursor != 0);
        }
        return all;
    }

    private static <V> StoredValue<V> of(String key, ValueType<V> type, Entry entry) {
        V value = entry.get(type);
        if (value == null) {
            throw new IllegalStateException("the key " + key + " is visited and holds nothing");
        }
        // A value that is kept as bytes is shown by one object after the other.
        return new StoredValue<>(key, type, type instanceof PackableType<V> ? type.copy(value) : value);
    }

    byte[] written() {
        return written(value);
    }

    byte[] written(V other) {
        WrittenValue written = new WrittenValue();
        written.write(type, other);
        return written.toBytes();
    }

    /** {@return a value made of what was written} Throws whatever the type throws. */
    V read(byte[] written, int version) {
        return new ReadValue(written).read(type, version);
    }

    /** {@return the same type with a copy in place of the value} */
    StoredValue<V> copy() {
        return new StoredValue<>(key, type, type.copy(value));
    }

    @Override
    public String toString() {
        return "the value of type '%s' behind the key '%s'".formatted(type.name(), key);
    }
}
