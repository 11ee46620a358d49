package dev.mortise.api;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code SCAN}, {@code HSCAN} and the like: {@code [MATCH pattern] [COUNT count]}. Each may be repeated:
 * the last one counts.
 *
 * @param count about how many names to look at, at least 1
 * @param pattern what names must match, or null if any will do
 */
@Preview
public record ScanOptions(long count, @Nullable Glob pattern) {

    private static final long DEFAULT_COUNT = 10;

    /**
     * Reads the rest of the arguments and stops at the first that is wrong.
     *
     * @param request the command
     * @param first the index of the first option
     * @return the options
     * @throws ServerError {@code ERR syntax error}, also for a count less than 1; or that the count is no number
     */
    public static ScanOptions parse(Request request, int first) {
        return parse(request, first, (_, _) -> false);
    }

    /**
     * Reads the rest of the arguments, among which may be other options, and stops at the first that is wrong.
     *
     * @param request the command
     * @param first the index of the first option
     * @param others gets every other option with its value, both borrowed; says whether there is such an option
     * @return the options
     * @throws ServerError {@code ERR syntax error}, also for a count less than 1; or that the count is no number
     */
    public static ScanOptions parse(Request request, int first, BiPredicate<Slice, Slice> others) {
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
            } else if (!others.test(option, value)) {
                throw ServerError.syntax();
            }
        }
        return new ScanOptions(count, pattern == null || pattern.matchesAll() ? null : pattern);
    }

    /**
     * {@return whether a name is one that the client asked for}
     *
     * @param name of a key, a field or whatever is scanned
     */
    public boolean accept(Slice name) {
        return pattern == null || pattern.matches(name);
    }
}
