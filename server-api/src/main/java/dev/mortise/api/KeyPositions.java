package dev.mortise.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;

/** Finds the keys of a request by the key specs of its command, or by what it has instead. */
final class KeyPositions {

    private KeyPositions() {}

    static List<Integer> find(CommandSpec command, List<Slice> arguments) {
        List<Integer> found = new ArrayList<>();
        forEach(command, arguments, (_, index) -> found.add(index));
        return found;
    }

    static List<Integer> find(CommandSpec command, KeySpec wanted, List<Slice> arguments) {
        List<Integer> found = new ArrayList<>();
        forEach(command, arguments, (keys, index) -> {
            if (keys.equals(wanted)) {
                found.add(index);
            }
        });
        return found;
    }

    private static void forEach(CommandSpec command, List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
        KeyFinder finder = command.keyFinder();
        if (finder != null) {
            finder.find(arguments, (keys, index) -> {
                if (index != KeyFinder.ANYWHERE) {
                    found.accept(keys, Objects.checkIndex(index, arguments.size()));
                }
            });
            return;
        }
        for (KeySpec keys : command.keys()) {
            if (!keys.flags().contains(KeyFlag.NOT_KEY)) {
                bySpec(keys, arguments, found);
            }
        }
    }

    private static void bySpec(KeySpec keys, List<Slice> arguments, ObjIntConsumer<KeySpec> found) {
        int size = arguments.size();
        switch (keys) {
            case KeySpec.Range range -> {
                int last = range.last() >= 0 ? range.last() : size + range.last();
                add(keys, range.first(), last, range.step(), size, found);
            }
            case KeySpec.Counted counted -> {
                if (counted.countAt() < size && arguments.get(counted.countAt()).isLong()) {
                    long count = arguments.get(counted.countAt()).asLong();
                    long last = counted.first() + (count - 1) * counted.step();
                    if (count > 0 && last < size) {
                        add(keys, counted.first(), (int) last, counted.step(), size, found);
                    }
                }
            }
            case KeySpec.After after -> {
                int first = after.firstKey(arguments);
                if (first >= 0) {
                    int last = after.last() >= 0 ? first + after.last() : size + after.last();
                    add(keys, first, last, after.step(), size, found);
                }
            }
            case KeySpec.Unknown _, KeySpec.All _ -> {
                // Name no key in particular.
            }
        }
    }

    private static void add(KeySpec keys, int first, int last, int step, int size, ObjIntConsumer<KeySpec> found) {
        for (int i = first; i <= last && i < size; i += step) {
            found.accept(keys, i);
        }
    }
}
