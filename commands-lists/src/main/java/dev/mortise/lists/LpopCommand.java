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
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * {@code LPOP key [count]} and {@code RPOP}.
 *
 * <p>Removes the element at one end of a list and replies it, or nil if there is no list. With a count, as many as
 * there are up to that number, as an array, the outermost first. The key goes with the last element.
 */
final class LpopCommand implements Command {

    static final CommandSpec LPOP = spec("LPOP")
            .summary("Removes the first elements of a list and returns them.")
            .build();

    static final CommandSpec RPOP = spec("RPOP")
            .summary("Removes the last elements of a list and returns them.")
            .build();

    private static final ServerError NOT_POSITIVE = ServerError.err("value is out of range, must be positive");

    private final ListType type;
    private final End end;

    LpopCommand(ListType type, End end) {
        this.type = type;
        this.end = end;
    }

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() == 1) {
            one(request.entry(0), reply);
        } else {
            some(request.entry(0), count(request.arg(1)), reply);
        }
    }

    private static long count(Slice word) {
        if (!word.isLong() || word.asLong() < 0) {
            throw NOT_POSITIVE;
        }
        return word.asLong();
    }

    private void one(Entry entry, Reply reply) {
        ListValue list = entry.get(type);
        if (list == null) {
            reply.nil();
            return;
        }
        end.pop(list, reply);
        entry.changed();
    }

    private void some(Entry entry, long count, Reply reply) {
        ListValue list = entry.get(type);
        if (list == null) {
            reply.nilArray();
        } else if (count == 0) {
            reply.array(0);
        } else {
            entry.changed(end.pop(list, count, reply));
        }
    }

    private static CommandSpec.Builder spec(String name) {
        return CommandSpec.named(name)
                .args(1, 2)
                .flags(Flag.WRITE, Flag.FAST)
                .acl("list")
                .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
                .group("list")
                .since("1.0.0")
                .complexity("O(1) for each element, so O(N) where N is the number of elements returned")
                .history("6.2.0", "Takes a `count`.")
                .arguments(
                        Argument.key("key"),
                        Argument.integer("count").since("6.2.0").optional());
    }
}
