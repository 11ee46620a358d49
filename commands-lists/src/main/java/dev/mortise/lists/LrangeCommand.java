package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;

/**
 * {@code LRANGE key start stop}.
 *
 * <p>Replies the elements from one index to another, both included, each counted from the end if it is negative. What
 * is out of range is not there, and no error.
 */
final class LrangeCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LRANGE")
            .args(3)
            .flags(Flag.READONLY)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("list")
            .since("1.0.0")
            .complexity(
                    "O(S+N) where S is the number of pages from the nearer end to the start, N the number of elements"
                            + " returned")
            .summary("Returns the elements of a list between two indexes.")
            .arguments(Argument.key("key"), Argument.integer("start"), Argument.integer("stop"))
            .build();

    /** More than a reply can have; lists so long are taken in parts. */
    private static final ServerError OUT_OF_RANGE = ServerError.err("value is out of range");

    private final ListType type;

    LrangeCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long start = request.arg(1).asLong();
        long stop = request.arg(2).asLong();
        ListValue list = request.entry(0).get(type);
        if (list == null) {
            reply.array(0);
            return;
        }
        IndexRange range = IndexRange.of(start, stop, list.size());
        if (range.size() > Integer.MAX_VALUE) {
            throw OUT_OF_RANGE;
        }
        reply.array((int) range.size());
        list.seek(range.first());
        for (long left = range.size(); left > 0; left--) {
            list.reply(reply);
            list.next();
        }
    }
}
