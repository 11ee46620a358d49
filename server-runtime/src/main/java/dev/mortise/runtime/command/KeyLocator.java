package dev.mortise.runtime.command;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFinder;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Slice;
import java.util.List;
import java.util.Objects;

/**
 * Where the keys of a command stand, worked out from its key specs once, so that the usual case (exactly one key at a
 * fixed place) costs one comparison per request.
 */
public final class KeyLocator {

    /** How many keys a request of the command can have. */
    public enum Shape {
        /** None: nothing is locked. */
        NONE,
        /** Exactly one, at {@link KeyLocator#single()}. */
        SINGLE,
        /** Found by {@link KeyLocator#locate}. */
        SEVERAL,
        /** The whole keyspace. */
        ALL
    }

    private final Shape shape;
    private final int single;
    private final CommandSpec command;
    private final List<KeySpec> specs;
    /** Whether they have to be searched for. */
    private final boolean searched;

    private KeyLocator(Shape shape, int single, CommandSpec command, List<KeySpec> specs) {
        this.shape = shape;
        this.single = single;
        this.command = command;
        this.specs = specs;
        this.searched = command.keyFinder() != null || specs.stream().anyMatch(KeySpec.After.class::isInstance);
    }

    static KeyLocator of(CommandSpec spec) {
        List<KeySpec> specs = spec.keys().stream()
                .filter(keys -> !keys.flags().contains(KeyFlag.NOT_KEY))
                .toList();
        if (specs.isEmpty()) {
            return new KeyLocator(Shape.NONE, -1, spec, specs);
        }
        if (specs.stream().anyMatch(KeySpec.All.class::isInstance)) {
            return new KeyLocator(Shape.ALL, -1, spec, specs);
        }
        if (spec.keyFinder() == null
                && specs.size() == 1
                && specs.getFirst() instanceof KeySpec.Range range
                && range.first() == range.last()
                && range.first() < spec.minArgs()) {
            return new KeyLocator(Shape.SINGLE, range.first(), spec, specs);
        }
        return new KeyLocator(Shape.SEVERAL, -1, spec, specs);
    }

    public Shape shape() {
        return shape;
    }

    /** {@return the index of the only key among the arguments, or -1} */
    public int single() {
        return single;
    }

    /**
     * Finds the keys of one request.
     *
     * @param arguments its arguments
     * @param into gets the index of each key among them; or why they could not be found, if the command's
     *     {@link KeyFinder} fails
     */
    public void locate(Arguments arguments, KeyIndexes into) {
        if (searched) {
            search(arguments, into);
            return;
        }
        for (KeySpec spec : specs) {
            switch (spec) {
                case KeySpec.Range range -> {
                    int last = range.last() >= 0 ? range.last() : arguments.size() + range.last();
                    into.addRange(range.first(), Math.min(last, arguments.size() - 1), range.step());
                }
                case KeySpec.Counted counted -> {
                    long keys = arguments.longAt(counted.countAt(), 0);
                    long last = counted.first() + (keys - 1) * counted.step();
                    // A number that cannot be right is left for the command to complain about.
                    if (keys > 0 && keys <= arguments.size() && last < arguments.size()) {
                        into.addRange(counted.first(), (int) last, counted.step());
                    }
                }
                case KeySpec.After _, KeySpec.Unknown _ -> throw new IllegalStateException("is searched for");
                case KeySpec.All _ -> throw new IllegalStateException("the whole keyspace has no key positions");
            }
        }
    }

    /**
     * {@return whether a request needs the whole keyspace}
     *
     * @param located what {@link #locate} has found, if that is how its keys are found
     */
    public boolean isWhole(KeyIndexes located) {
        return shape == Shape.ALL || (shape == Shape.SEVERAL && located.anywhere());
    }

    @SuppressWarnings("IllegalCatch") // Whatever a plugin's KeyFinder throws is that plugin's failure.
    private void search(Arguments arguments, KeyIndexes into) {
        List<Slice> list = new ArgumentList(arguments);
        KeyFinder finder = command.keyFinder();
        try {
            if (finder == null) {
                command.keyPositions(list).forEach(into::add);
            } else {
                finder.find(list, (_, index) -> found(index, list.size(), into));
            }
        } catch (Throwable failure) {
            into.fail(failure);
        }
    }

    private static void found(int index, int arguments, KeyIndexes into) {
        if (index == KeyFinder.ANYWHERE) {
            into.addAnywhere();
        } else {
            into.add(Objects.checkIndex(index, arguments));
        }
    }

    /** The arguments of one request, as far as key specs need them. */
    public interface Arguments {
        int size();

        /** {@return the number at an index, or the default if there is none} */
        long longAt(int index, long defaultValue);

        /** {@return the argument at an index, borrowed for the request} */
        Slice arg(int index);
    }
}
