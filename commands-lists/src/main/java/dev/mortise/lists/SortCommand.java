package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] [STORE
 * destination]}, and {@code SORT_RO}, which does not store.
 *
 * <p>Replies the elements of a list, a set or a sorted set in the order of the numbers they are, or of their bytes with
 * {@code ALPHA}; or in the order of what lies under the keys that a pattern makes of them, or of those keys' fields.
 * With {@code GET} it replies what lies under such keys in place of each element. What is stored is a list, so this is
 * here and not among the commands for keys of any type.
 *
 * <p><b>Locks.</b> The names of the keys of a pattern follow from the elements, which are not known before the key is
 * locked. So a request with such a pattern has the whole keyspace locked; others only their own keys.
 */
final class SortCommand implements Command {

    static final CommandSpec SORT = spec("SORT", true)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .since("1.0.0")
            .summary("Sorts the elements of a list, a set or a sorted set.")
            .build();

    static final CommandSpec SORT_RO = spec("SORT_RO", false)
            .flags(Flag.READONLY)
            .since("7.0.0")
            .summary("Sorts the elements of a list, a set or a sorted set, and stores nothing.")
            .build();

    private static final byte[] NOTHING = {};

    private final ListType type;
    private final boolean mayStore;

    private SortCommand(ListType type, boolean mayStore) {
        this.type = type;
        this.mayStore = mayStore;
    }

    static SortCommand sort(ListType type) {
        return new SortCommand(type, true);
    }

    static SortCommand sortRo(ListType type) {
        return new SortCommand(type, false);
    }

    @Override
    public void execute(Request request, Reply reply) {
        SortOptions options = SortOptions.parse(request, mayStore);
        SortSource source = SortSource.of(request.lookUp(0));
        List<SortedElement> elements;
        if (!options.asItIs()) {
            elements = sorted(request, source, options);
        } else if (options.stores() && source.isUnordered()) {
            // As it is it would be in another order in each server.
            elements = sorted(request, source, options.byBytes());
        } else {
            elements = source.some(options.range(source.size()), options.descending());
        }
        List<byte @Nullable []> results = results(request, elements, options.get());
        if (options.stores()) {
            store(request.entry(1), results, reply);
        } else {
            answer(results, reply);
        }
    }

    private static List<SortedElement> sorted(Request request, SortSource source, SortOptions options) {
        List<SortedElement> elements = source.all();
        SortPattern by = options.by();
        for (SortedElement element : elements) {
            byte @Nullable [] weight = by == null ? element.bytes : by.read(request, element.bytes);
            if (weight == null) {
                continue;
            }
            if (!options.alpha()) {
                element.score = SortScore.of(weight);
            } else {
                // What is stored is the same wherever it is stored; what is replied is text.
                element.weight = options.stores() ? weight : CText.of(weight);
            }
        }
        elements.sort(SortedElement.order(options.alpha(), options.descending()));
        SortRange range = options.range(elements.size());
        return elements.subList((int) range.first(), (int) (range.first() + range.size()));
    }

    private static List<byte @Nullable []> results(
            Request request, List<SortedElement> elements, List<SortPattern> get) {
        if ((long) elements.size() * Math.max(1, get.size()) > Integer.MAX_VALUE) {
            throw SortSource.TOO_LONG;
        }
        List<byte @Nullable []> results = new ArrayList<>();
        for (SortedElement element : elements) {
            if (get.isEmpty()) {
                results.add(element.bytes);
            }
            for (SortPattern pattern : get) {
                results.add(pattern.read(request, element.bytes));
            }
        }
        return results;
    }

    private static void answer(List<byte @Nullable []> results, Reply reply) {
        reply.array(results.size());
        for (byte @Nullable [] result : results) {
            if (result == null) {
                reply.nil();
            } else {
                reply.bulk(result);
            }
        }
    }

    private void store(Entry destination, List<byte @Nullable []> results, Reply reply) {
        if (results.isEmpty()) {
            destination.remove();
        } else {
            ListValue list = type.create();
            for (byte @Nullable [] result : results) {
                list.addLast(Slice.of(result == null ? NOTHING : result));
            }
            destination.set(type, list, Entry.NEVER);
            destination.changed(results.size());
            destination.event("sortstore");
        }
        reply.integer(results.size());
    }

    private static CommandSpec.Builder spec(String name, boolean stores) {
        List<KeySpec> keys = new ArrayList<>(List.of(SortKeys.SOURCE, SortKeys.PATTERNS));
        List<Argument> arguments = new ArrayList<>(List.of(
                Argument.key("key"),
                Argument.pattern("pattern").after("BY").optional(),
                Argument.block("offset_count", Argument.integer("offset"), Argument.integer("count"))
                        .after("LIMIT")
                        .optional(),
                Argument.pattern("pattern").many().afterEach("GET").optional(),
                Argument.oneOf("order", Argument.keyword("ASC"), Argument.keyword("DESC"))
                        .optional(),
                // So Redis calls it in its documentation.
                Argument.keyword("SORTING").after("ALPHA").optional()));
        if (stores) {
            keys.add(SortKeys.DESTINATION);
            arguments.add(Argument.key("destination").after("STORE").optional());
        }
        return CommandSpec.named(name)
                .args(1, CommandSpec.MANY)
                .acl("set", "sortedset", "list", "dangerous")
                .keys(keys.toArray(KeySpec[]::new))
                .keysFoundBy(stores ? SortKeys::find : SortKeys::findRead)
                .group("generic")
                .complexity("O(N*log(N)+M) where N is the number of elements, and M the number of those returned; O(N)"
                        + " if they are not sorted")
                .arguments(arguments.toArray(Argument[]::new));
    }
}
