package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;

/**
 * {@code LREM key count element}.
 *
 * <p>Removes elements that equal the given one: all, or so many from the first one on, or, if the count is negative, so
 * many from the last one backwards. Replies how many; the key goes with the last element.
 */
final class LremCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LREM")
            .args(3)
            .flags(Flag.WRITE)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.DELETE))
            .group("list")
            .since("1.0.0")
            .complexity("O(N+M) where N is the number of elements of the list and M the number of elements removed")
            .summary("Removes the elements of a list that equal another one.")
            .arguments(Argument.key("key"), Argument.integer("count"), Argument.string("element"))
            .build();

    private final ListType type;

    LremCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long count = request.arg(1).asLong();
        Entry entry = request.entry(0);
        ListValue list = entry.get(type);
        long removed = list == null ? 0 : remove(list, request.arg(2), count);
        if (removed > 0) {
            entry.changed(removed);
        }
        reply.integer(removed);
    }

    private static long remove(ListValue list, Slice element, long count) {
        boolean forwards = count >= 0;
        // The least number has no absolute value, but means all of them just as well.
        long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
        long removed = 0;
        boolean there = list.seek(forwards ? 0 : -1);
        while (there && removed < most) {
            if (list.isAt(element)) {
                there = forwards ? list.removeAndNext() : list.removeAndPrevious();
                removed++;
            } else {
                there = forwards ? list.next() : list.previous();
            }
        }
        if (removed > 0) {
            list.tidy();
        }
        return removed;
    }
}
