package dev.mortise.runtime.dispatch;

import java.util.Arrays;

/**
 * The keys of a request, to be asked whether those of a request that it makes are among them.
 *
 * <p>Keys are told apart by their hashes of 64 bits, sorted when they are first asked for. Two keys of one hash would
 * be taken for each other; they have the same lock, so nothing worse happens than that one is let through.
 */
final class CallerKeys {

    private static final long[] NONE = {};

    private long[] sorted = NONE;
    private boolean known;

    boolean cover(CommandRequest caller, CommandRequest called) {
        if (!known) {
            sorted = new long[caller.keys()];
            for (int k = 0; k < sorted.length; k++) {
                sorted[k] = caller.keyHash(k);
            }
            Arrays.sort(sorted);
            known = true;
        }
        for (int k = 0; k < called.keys(); k++) {
            if (Arrays.binarySearch(sorted, called.keyHash(k)) < 0) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        known = false;
    }
}
