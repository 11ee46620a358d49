package dev.mortise.lists;

import dev.mortise.api.KeyFinder;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Slice;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * The keys of a {@code SORT}: what is sorted; where that is stored, if it is, as the last {@code STORE} says; and any
 * key, if {@code BY} or {@code GET} has a pattern, since the names follow from the elements, which nobody knows before
 * the list is locked.
 */
final class SortKeys {

    static final KeySpec SOURCE = KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS);
    static final KeySpec PATTERNS = KeySpec.unknown(KeyFlag.RO, KeyFlag.ACCESS)
            .explained("The keys of BY and GET, whose names follow from the elements that are sorted.");
    static final KeySpec DESTINATION = KeySpec.unknown(KeyFlag.OW, KeyFlag.UPDATE)
            .explained("The key of STORE, which may stand anywhere among the options.");

    private SortKeys() {}

    /** Finds those of {@code SORT}. */
    static void find(List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
        findRead(arguments, found);
        int destination = -1;
        for (int i = 1; i + 1 < arguments.size(); i = next(arguments, i)) {
            if (arguments.get(i).is("STORE")) {
                destination = i + 1;
            }
        }
        if (destination >= 0) {
            found.accept(DESTINATION, destination);
        }
    }

    /** Finds those of {@code SORT_RO}. */
    static void findRead(List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
        found.accept(SOURCE, 0);
        for (int i = 1; i + 1 < arguments.size(); i = next(arguments, i)) {
            Slice option = arguments.get(i);
            if ((option.is("BY") || option.is("GET"))
                    && SortPattern.of(arguments.get(i + 1)).hasPlace()) {
                found.accept(PATTERNS, KeyFinder.ANYWHERE);
                return;
            }
        }
    }

    private static int next(List<Slice> arguments, int option) {
        return option + 1 + SortOptions.values(arguments.get(option));
    }
}
