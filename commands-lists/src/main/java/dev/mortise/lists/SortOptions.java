package dev.mortise.lists;

import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code SORT}: any, in any order, as often as one likes; each {@code GET} counts, and of the rest the
 * last of a kind.
 *
 * @param by what the order follows from, or null for the elements themselves
 * @param asItIs whether there was a {@code BY} without a place for the element: no order is made then
 * @param offset how many elements are passed over
 * @param count how many are replied, all if negative
 * @param get what is replied in place of each element
 * @param descending whether the order is reversed
 * @param alpha whether bytes are compared, and not numbers
 * @param stores whether a list is made of the result
 */
record SortOptions(
        @Nullable SortPattern by,
        boolean asItIs,
        long offset,
        long count,
        List<SortPattern> get,
        boolean descending,
        boolean alpha,
        boolean stores) {

    static SortOptions parse(Request request, boolean mayStore) {
        SortPattern by = null;
        boolean asItIs = false;
        long offset = 0;
        long count = -1;
        List<SortPattern> get = new ArrayList<>();
        boolean descending = false;
        boolean alpha = false;
        boolean stores = false;
        for (int i = 1; i < request.size(); i++) {
            Slice option = request.arg(i);
            int left = request.size() - 1 - i;
            if (option.is("ASC") || option.is("DESC")) {
                descending = option.is("DESC");
            } else if (option.is("ALPHA")) {
                alpha = true;
            } else if (left >= 2 && option.is("LIMIT")) {
                offset = request.arg(++i).asLong();
                count = request.arg(++i).asLong();
            } else if (left >= 1 && mayStore && option.is("STORE")) {
                stores = true;
                i++;
            } else if (left >= 1 && option.is("BY")) {
                by = SortPattern.of(request.arg(++i));
                asItIs |= !by.hasPlace();
            } else if (left >= 1 && option.is("GET")) {
                get.add(SortPattern.of(request.arg(++i)));
            } else {
                throw ServerError.syntax();
            }
        }
        return new SortOptions(asItIs ? null : by, asItIs, offset, count, get, descending, alpha, stores);
    }

    /** {@return the part of so many elements that is asked for} */
    SortRange range(long size) {
        return SortRange.of(offset, count, size);
    }

    /** {@return the same, but in the order of the elements' bytes} */
    SortOptions byBytes() {
        return new SortOptions(null, false, offset, count, get, descending, true, stores);
    }

    /** {@return how many words belong to an option} */
    static int values(Slice option) {
        if (option.is("LIMIT")) {
            return 2;
        }
        return option.is("STORE") || option.is("BY") || option.is("GET") ? 1 : 0;
    }
}
