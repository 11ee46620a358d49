import dev.mortise.lists.ListsModule;
import org.jspecify.annotations.NullMarked;

/**
 * Lists: values made of elements in an order, pushed and popped at both ends, and the commands on them.
 *
 * <p>Start at {@link ListsModule}, which lists the commands, and at {@link dev.mortise.lists.ListValue}, which is
 * what a key holds. Both are for other modules as well: one that {@code requires dev.mortise.lists} reads a list by
 *
 * <pre>{@code
 * Entry entry = request.entry(0);
 * if (entry.type() instanceof ListType type) {
 *     entry.get(type).forEach(element -> ...);
 * }
 * }</pre>
 */
@NullMarked
module dev.mortise.lists {
    requires transitive dev.mortise.api;
    requires static org.jspecify;

    exports dev.mortise.lists;

    provides dev.mortise.api.CommandModule with
            ListsModule;
}
