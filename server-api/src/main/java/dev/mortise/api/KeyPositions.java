package dev.mortise.api;

import java.util.ArrayList;
import java.util.List;

/** Finds the keys of a request by key specs of its command. */
final class KeyPositions {

    private KeyPositions() {}

    static List<Integer> find(List<KeySpec> specs, List<Slice> arguments) {
        List<Integer> found = new ArrayList<>();
        for (KeySpec keys : specs) {
            if (keys.flags().contains(KeyFlag.NOT_KEY)) {
                continue;
            }
            switch (keys) {
                case KeySpec.Range range -> {
                    int last = range.last() >= 0 ? range.last() : arguments.size() + range.last();
                    add(found, range.first(), last, range.step(), arguments.size());
                }
                case KeySpec.Counted counted -> {
                    if (counted.countAt() < arguments.size()
                            && arguments.get(counted.countAt()).isLong()) {
                        long count = arguments.get(counted.countAt()).asLong();
                        long last = counted.first() + (count - 1) * counted.step();
                        if (count > 0 && last < arguments.size()) {
                            add(found, counted.first(), (int) last, counted.step(), arguments.size());
                        }
                    }
                }
                case KeySpec.All _ -> {
                    // Names no key in particular.
                }
            }
        }
        return found;
    }

    private static void add(List<Integer> found, int first, int last, int step, int size) {
        for (int i = first; i <= last && i < size; i += step) {
            found.add(i);
        }
    }
}
