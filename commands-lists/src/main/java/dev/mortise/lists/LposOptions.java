package dev.mortise.lists;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * The options of {@code LPOS}: any, in any order, the last of a kind counting.
 *
 * @param rank which match is the first to be replied, from 1; from the end of the list if negative
 * @param count how many matches to reply, 0 for all, or {@link #ONE} for one that is no array
 * @param most how many elements to compare, 0 for all
 */
record LposOptions(long rank, long count, long most) {

    static final long ONE = -1;

    private static final ServerError ZERO_RANK = ServerError.err("RANK can't be zero: use 1 to start from the first"
            + " match, 2 from the second ... or use negative to start from the end of the list");
    private static final ServerError NEGATIVE_COUNT = ServerError.err("COUNT can't be negative");
    private static final ServerError NEGATIVE_MAXLEN = ServerError.err("MAXLEN can't be negative");

    static LposOptions parse(Request request, int first) {
        long rank = 1;
        long count = ONE;
        long most = 0;
        for (int i = first; i < request.size(); i += 2) {
            Slice option = request.arg(i);
            boolean hasValue = i + 1 < request.size();
            if (hasValue && option.is("RANK")) {
                rank = request.arg(i + 1).asLong();
                if (rank == 0) {
                    throw ZERO_RANK;
                }
            } else if (hasValue && option.is("COUNT")) {
                count = notNegative(request.arg(i + 1), NEGATIVE_COUNT);
            } else if (hasValue && option.is("MAXLEN")) {
                most = notNegative(request.arg(i + 1), NEGATIVE_MAXLEN);
            } else {
                throw ServerError.syntax();
            }
        }
        return new LposOptions(rank, count, most);
    }

    private static long notNegative(Slice word, ServerError otherwise) {
        if (!word.isLong() || word.asLong() < 0) {
            throw otherwise;
        }
        return word.asLong();
    }
}
