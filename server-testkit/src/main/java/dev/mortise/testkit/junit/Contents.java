package dev.mortise.testkit.junit;

import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.WrittenValue;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;

/** What a server holds, to compare two of them. */
final class Contents {

    private static final int MANY = 1000;

    private Contents() {}

    /** What a key holds, and until when. */
    record Held(String type, List<String> items, long expireAtMillis) {

        static Held of(Entry entry) {
            return of(Objects.requireNonNull(entry.type(), "a key is visited, and holds something"), entry);
        }

        private static <V> Held of(ValueType<V> type, Entry entry) {
            V value = entry.get(type);
            if (value instanceof Slice string) {
                return new Held("string", List.of(string.toString()), entry.expireAtMillis());
            }
            if (value == null) {
                throw new IllegalStateException("a key is visited and holds nothing");
            }
            WrittenValue written = new WrittenValue();
            written.write(type, value);
            return new Held(type.name(), WrittenItems.of(written.toBytes()), entry.expireAtMillis());
        }

        @Override
        public String toString() {
            return type + " of " + items + (expireAtMillis == Entry.NEVER ? "" : " until " + expireAtMillis);
        }
    }

    /** {@return what each key holds, by the number of its database and its name} */
    static Map<String, Held> of(Server server) {
        Keyspace keyspace = server.keyspace();
        Map<String, Held> contents = new TreeMap<>();
        for (int database = 0; database < keyspace.databases(); database++) {
            String prefix = database + ":";
            long cursor = 0;
            do {
                cursor = keyspace.scan(
                        database, cursor, MANY, (key, entry) -> contents.put(prefix + name(key), Held.of(entry)));
            } while (cursor != 0);
        }
        return contents;
    }

    private static String name(Slice key) {
        String text = key.utf8();
        return Slice.of(text).equals(key) ? text : HexFormat.of().formatHex(key.toBytes());
    }

    /** Checks that two servers hold the same. */
    static void requireSame(Server original, Server other, String explanation) {
        requireSame(of(original), other, explanation);
    }

    /** Checks that a server holds what was found before, in itself or in another one. */
    static void requireSame(Map<String, Held> expected, Server other, String explanation) {
        Map<String, Held> found = of(other);
        expected.forEach((key, held) -> {
            if (!held.equals(found.get(key))) {
                Assertions.fail("%s: the key %s was %s, and is %s".formatted(explanation, key, held, found.get(key)));
            }
        });
        found.keySet().removeAll(expected.keySet());
        if (!found.isEmpty()) {
            Assertions.fail(explanation + ": there was no such key: " + found);
        }
    }
}
