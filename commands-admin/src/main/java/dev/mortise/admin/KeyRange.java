package dev.mortise.admin;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;

/**
 * The keys of a command as one range: the three numbers by which clients found keys before there were key specs, and
 * which {@code COMMAND INFO} still shows.
 *
 * <p>One number for the first key, one for the last and a step cannot describe every command. As Redis does it, a
 * single regular spec is taken as it is; of several, those which continue one another without gaps are joined
 * ({@code RENAME key newkey} is 1, 2, 1). Whatever is left over makes the command one with movable keys: a client must
 * ask {@code COMMAND GETKEYS} to know them all.
 *
 * @param first the place of the first key, where the command's name has place 0; 0 if the range is empty
 * @param last the place of the last key, counted from the end if negative
 * @param step the distance from key to key
 * @param movable whether there may be keys elsewhere
 */
record KeyRange(int first, int last, int step, boolean movable) {

    private static final KeyRange NONE = new KeyRange(0, 0, 0, false);

    /**
     * {@return the range that covers the keys of a command as far as one can}
     *
     * @param spec the command
     * @param nameWords 1 for a command, 2 for a subcommand
     */
    static KeyRange of(CommandSpec spec, int nameWords) {
        if (spec.keys().size() == 1 && spec.keys().getFirst() instanceof KeySpec.Range only) {
            return new KeyRange(
                    only.first() + nameWords, place(only.last(), nameWords), only.step(), isIncomplete(only));
        }
        KeyRange joined = NONE;
        for (KeySpec keys : spec.keys()) {
            joined = join(joined, keys, nameWords);
        }
        return joined;
    }

    private static KeyRange join(KeyRange range, KeySpec keys, int nameWords) {
        if (keys instanceof KeySpec.All) {
            // No key in particular: nothing to find, now or later.
            return range;
        }
        if (!(keys instanceof KeySpec.Range next)
                || next.step() != 1
                || (range.first != 0 && range.last != next.first() + nameWords - 1)) {
            return new KeyRange(range.first, range.last, range.step, true);
        }
        int first = range.first == 0 ? next.first() + nameWords : range.first;
        return new KeyRange(first, place(next.last(), nameWords), 1, range.movable || isIncomplete(next));
    }

    private static int place(int index, int nameWords) {
        return index >= 0 ? index + nameWords : index;
    }

    private static boolean isIncomplete(KeySpec keys) {
        return keys.flags().contains(KeyFlag.INCOMPLETE);
    }
}
