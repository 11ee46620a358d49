package dev.mortise.hashes;

import dev.mortise.api.Glob;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code HSCAN}. Each may be repeated: the last one counts.
 *
 * @param count about how many fields to look at, at least 1
 * @param pattern what fields must match, or null if any will do
 */
record HscanOptions(long count, @Nullable Glob pattern) {

    private static final long DEFAULT_COUNT = 10;

    /**
     * Reads the rest of the arguments and stops at the first that is wrong.
     *
     * @param first the index of the first option
     * @throws ServerError {@code ERR syntax error}, also for a count less than 1; or that the count is no number
     */
    static HscanOptions parse(Request request, int first) {
        long count = DEFAULT_COUNT;
        Glob pattern = null;
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
            } else {
                throw ServerError.syntax();
            }
        }
        return new HscanOptions(count, pattern == null || pattern.matchesAll() ? null : pattern);
    }

    /** {@return whether a field is one that the client asked for} */
    boolean accept(Slice field) {
        return pattern == null || pattern.matches(field);
    }
}
