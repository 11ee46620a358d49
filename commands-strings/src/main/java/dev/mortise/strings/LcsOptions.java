package dev.mortise.strings;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * The options of {@code LCS}.
 *
 * @param length {@code LEN}: only how long it is
 * @param ranges {@code IDX}: where it stands in the two strings
 * @param leastRange {@code MINMATCHLEN}: ranges that are shorter are left out
 * @param rangeLengths {@code WITHMATCHLEN}: how long each range is
 */
record LcsOptions(boolean length, boolean ranges, long leastRange, boolean rangeLengths) {

    private static final ServerError LENGTH_AND_RANGES =
            ServerError.err("If you want both the length and indexes, please just use IDX.");

    /**
     * Reads the rest of the arguments. An option may be repeated: the last time counts.
     *
     * @param first the index of the first option
     * @throws ServerError for other words, a number that is none, or {@code LEN} and {@code IDX} together
     */
    static LcsOptions parse(Request request, int first) {
        boolean length = false;
        boolean ranges = false;
        long leastRange = 0;
        boolean rangeLengths = false;
        for (int i = first; i < request.size(); i++) {
            Slice word = request.arg(i);
            if (word.is("LEN")) {
                length = true;
            } else if (word.is("IDX")) {
                ranges = true;
            } else if (word.is("WITHMATCHLEN")) {
                rangeLengths = true;
            } else if (word.is("MINMATCHLEN") && i + 1 < request.size()) {
                i++;
                leastRange = request.arg(i).asLong();
            } else {
                throw ServerError.syntax();
            }
        }
        if (length && ranges) {
            throw LENGTH_AND_RANGES;
        }
        return new LcsOptions(length, ranges, leastRange, rangeLengths);
    }
}
