package dev.mortise.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys stand among the arguments of a command, so that the server can lock and route them before the command
 * runs.
 *
 * <p>Indexes count arguments from 0, the first one after the command's name (and after the subcommand's, if it is one).
 *
 * <pre>{@code
 * KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS)               // GET key
 * KeySpec.range(0, -1, 2, KeyFlag.OW, KeyFlag.UPDATE)     // MSET key value [key value ...]
 * KeySpec.counted(0, 1, 1, KeyFlag.RO, KeyFlag.ACCESS)    // SINTERCARD numkeys key [key ...]
 * KeySpec.after("STREAMS", 0, -1, 1, KeyFlag.RO)          // ... STREAMS key [key ...]
 * KeySpec.unknown(KeyFlag.OW, KeyFlag.UPDATE)             // SORT key [...] [STORE destination]
 * KeySpec.all(KeyFlag.RM, KeyFlag.DELETE)                 // FLUSHALL
 * }</pre>
 *
 * <p>The records are for construction: new kinds may appear, so do not {@code switch} over them without a default.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/key-specs/">Key specifications</a>
 */
@Stable
public sealed interface KeySpec {

    /** {@return how the command treats these keys} */
    Set<KeyFlag> flags();

    /** {@return a remark for people who wonder about the rest, or null if nothing needs one} */
    @Nullable
    String notes();

    /**
     * {@return this spec with a remark}
     *
     * @param text one sentence
     */
    KeySpec explained(String text);

    /**
     * Keys at regular places.
     *
     * @param first index of the first key, at least 0
     * @param last index of the last possible key, or counted from the end if negative: -1 is the last argument
     * @param step distance from one key to the next, at least 1
     * @param flags how they are treated
     * @param notes a remark, or null
     */
    record Range(
            int first,
            int last,
            int step,
            Set<KeyFlag> flags,
            @Nullable String notes) implements KeySpec {
        /** Checks the ranges given above. */
        public Range {
            if (first < 0 || step < 1 || (last >= 0 && last < first)) {
                throw new IllegalArgumentException(
                        "first %d, last %d, step %d: first must be at least 0, step at least 1, last not before first"
                                .formatted(first, last, step));
            }
            flags = checked(flags);
        }

        @Override
        public KeySpec explained(String text) {
            return new Range(first, last, step, flags, text);
        }
    }

    /**
     * Keys whose number is itself an argument.
     *
     * @param countAt index of the number of keys, at least 0
     * @param first index of the first key, at least 0
     * @param step distance from one key to the next, at least 1
     * @param flags how they are treated
     * @param notes a remark, or null
     */
    record Counted(
            int countAt,
            int first,
            int step,
            Set<KeyFlag> flags,
            @Nullable String notes) implements KeySpec {
        /** Checks the ranges given above. */
        public Counted {
            if (countAt < 0 || first < 0 || step < 1) {
                throw new IllegalArgumentException(
                        "countAt %d, first %d, step %d: indexes must be at least 0, step at least 1"
                                .formatted(countAt, first, step));
            }
            flags = checked(flags);
        }

        @Override
        public KeySpec explained(String text) {
            return new Counted(countAt, first, step, flags, text);
        }
    }

    /**
     * Keys that follow a keyword.
     *
     * @param keyword in capitals
     * @param from index of the argument where the search for the keyword begins, and goes on to the end; or, if
     *     negative, counted from the end, and the search goes backwards: with -2 the keyword is the last but one or
     *     stands before that
     * @param last how many arguments after the first key the last possible key stands, or counted from the end of the
     *     arguments if negative: -1 is the last argument
     * @param step distance from one key to the next, at least 1
     * @param flags how they are treated
     * @param notes a remark, or null
     */
    @Preview
    record After(
            String keyword,
            int from,
            int last,
            int step,
            Set<KeyFlag> flags,
            @Nullable String notes) implements KeySpec {
        /** Checks the ranges given above. */
        public After {
            if (keyword.isEmpty() || step < 1) {
                throw new IllegalArgumentException(
                        "keyword '%s', step %d: there must be a keyword, and step be at least 1"
                                .formatted(keyword, step));
            }
            flags = checked(flags);
        }

        @Override
        public KeySpec explained(String text) {
            return new After(keyword, from, last, step, flags, text);
        }

        /** {@return the index of what follows the keyword, or -1 if it is not there} */
        int firstKey(List<Slice> arguments) {
            int step = from >= 0 ? 1 : -1;
            int begin = from >= 0 ? from : arguments.size() + from;
            for (int i = begin; i >= 0 && i < arguments.size() - 1; i += step) {
                if (arguments.get(i).is(keyword)) {
                    return i + 1;
                }
            }
            return -1;
        }
    }

    /**
     * Keys whose places no rule tells, or whose names follow from values. Only a command that has a {@link KeyFinder}
     * can have such a spec.
     *
     * @param flags how they are treated
     * @param notes a remark, or null
     */
    @Preview
    record Unknown(Set<KeyFlag> flags, @Nullable String notes) implements KeySpec {
        /** Checks the flags. */
        public Unknown {
            flags = checked(flags);
        }

        @Override
        public KeySpec explained(String text) {
            return new Unknown(flags, text);
        }
    }

    /**
     * The whole keyspace, every database: all shards are locked while the command runs.
     *
     * @param flags how the keys are treated
     * @param notes a remark, or null
     */
    record All(Set<KeyFlag> flags, @Nullable String notes) implements KeySpec {
        /** Checks the flags. */
        public All {
            flags = checked(flags);
        }

        @Override
        public KeySpec explained(String text) {
            return new All(flags, text);
        }
    }

    /**
     * One key.
     *
     * @param index its place among the arguments, at least 0
     * @param flags how it is treated: one of {@code RO}, {@code RW}, {@code OW}, {@code RM}, and what applies of the
     * rest
     * @return the spec
     */
    static KeySpec at(int index, KeyFlag... flags) {
        return new Range(index, index, 1, Set.of(flags), null);
    }

    /**
     * Several keys at regular places.
     *
     * @param first index of the first key
     * @param last index of the last possible key; -1 is the last argument, -2 the one before
     * @param step distance from one key to the next
     * @param flags how they are treated
     * @return the spec
     */
    static KeySpec range(int first, int last, int step, KeyFlag... flags) {
        return new Range(first, last, step, Set.of(flags), null);
    }

    /**
     * Several keys after their number.
     *
     * @param countAt index of the number of keys
     * @param first index of the first key
     * @param step distance from one key to the next
     * @param flags how they are treated
     * @return the spec
     */
    static KeySpec counted(int countAt, int first, int step, KeyFlag... flags) {
        return new Counted(countAt, first, step, Set.of(flags), null);
    }

    /**
     * Keys that follow a keyword.
     *
     * @param keyword in capitals
     * @param from where the search for the keyword begins; negative to search from the end
     * @param last how many arguments after the first key the last possible one stands; -1 is the last argument
     * @param step distance from one key to the next
     * @param flags how they are treated
     * @return the spec
     */
    @Preview
    static KeySpec after(String keyword, int from, int last, int step, KeyFlag... flags) {
        return new After(keyword, from, last, step, Set.of(flags), null);
    }

    /**
     * Keys that only a {@link KeyFinder} finds.
     *
     * @param flags how they are treated
     * @return the spec
     */
    @Preview
    static KeySpec unknown(KeyFlag... flags) {
        return new Unknown(Set.of(flags), null);
    }

    /**
     * The whole keyspace.
     *
     * @param flags how the keys are treated
     * @return the spec
     */
    static KeySpec all(KeyFlag... flags) {
        return new All(Set.of(flags), null);
    }

    private static Set<KeyFlag> checked(Set<KeyFlag> flags) {
        long wholes = flags.stream()
                .filter(flag -> flag == KeyFlag.RO || flag == KeyFlag.RW || flag == KeyFlag.OW || flag == KeyFlag.RM)
                .count();
        if (wholes != (flags.contains(KeyFlag.NOT_KEY) ? 0 : 1)) {
            throw new IllegalArgumentException(
                    "a key spec has exactly one of RO, RW, OW, RM, and none if it is NOT_KEY; found " + flags);
        }
        return Set.copyOf(flags);
    }
}
