package dev.mortise.keys;

import dev.mortise.api.Entry;
import dev.mortise.api.Glob;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code SCAN}. Each may be repeated: the last one counts.
 *
 * @param count about how many keys to look at, at least 1
 * @param pattern what names must match, or null if any will do
 * @param type the name of the type that values must have, in capitals or not, or null if any will do
 */
record ScanOptions(
        long count, @Nullable Glob pattern, @Nullable String type) {

    private static final long DEFAULT_COUNT = 10;

    /**
     * Reads the rest of the arguments and stops at the first that is wrong.
     *
     * @param first the index of the first option
     * @throws ServerError {@code ERR syntax error}, also for a count less than 1; or that the count is no number
     */
    static ScanOptions parse(Request request, int first) {
        long count = DEFAULT_COUNT;
        Glob pattern = null;
        String type = null;
        for (int i = first; i < request.size(); i += 2) {
            Slice option = request.arg(i);
            if (i + 1 == request.size()) {
                throw ServerError.syntax();
            }
            Slice value = request.arg(i + 1);
            if (option.is("COUNT")) {
                count = value.asLong();
                if (count < 1) {
                    throw ServerError.syntax();
                }
            } else if (option.is("MATCH")) {
                pattern = Glob.of(value);
            } else if (option.is("TYPE")) {
                type = value.utf8();
            } else {
                throw ServerError.syntax();
            }
        }
        return new ScanOptions(count, pattern == null || pattern.matchesAll() ? null : pattern, type);
    }

    /** {@return whether a key is one that the client asked for} */
    boolean accept(Slice key, Entry entry) {
        return (pattern == null || pattern.matches(key)) && (type == null || hasType(entry, type));
    }

    private static boolean hasType(Entry entry, String name) {
        ValueType<?> type = entry.type();
        return type != null && type.name().equalsIgnoreCase(name);
    }
}
