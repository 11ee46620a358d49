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

/**
 * {@code LTRIM key start stop}.
 *
 * <p>Removes the elements of a list but those from one index to another, both included, each counted from the end if it
 * is negative; and the key if none is left.
 */
final class LtrimCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LTRIM")
            .args(3)
            .flags(Flag.WRITE)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.DELETE))
            .group("list")
            .since("1.0.0")
            .complexity("O(N) where N is the number of pages of elements removed")
            .summary("Removes all elements of a list but those between two indexes.")
            .arguments(Argument.key("key"), Argument.integer("start"), Argument.integer("stop"))
            .build();

    private final ListType type;

    LtrimCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long start = request.arg(1).asLong();
        long stop = request.arg(2).asLong();
        Entry entry = request.entry(0);
        ListValue list = entry.get(type);
        if (list != null) {
            IndexRange range = IndexRange.of(start, stop, list.size());
            long behind = list.size() - range.first() - range.size();
            list.removeFirst(range.first());
            list.removeLast(behind);
            entry.changed(range.first() + behind);
        }
        reply.ok();
    }
}
