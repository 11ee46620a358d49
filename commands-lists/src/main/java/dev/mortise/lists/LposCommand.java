package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Slice;
import org.jspecify.annotations.Nullable;

/**
 * {@code LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len]}.
 *
 * <p>Replies the index of the first element that equals the given one, or nil; with {@code COUNT}, of so many, as an
 * array, 0 being all. {@code RANK} passes over matches before that one, and begins at the end of the list if it is
 * negative; the indexes are the same. {@code MAXLEN} compares so many elements at most.
 */
final class LposCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LPOS")
            .args(2, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("list")
            .since("6.0.6")
            .complexity("O(N) where N is the number of elements compared")
            .summary("Returns the indexes of elements of a list that equal another one.")
            .arguments(
                    Argument.key("key"),
                    Argument.string("element"),
                    Argument.integer("rank").after("RANK").optional(),
                    Argument.integer("num-matches").after("COUNT").optional(),
                    Argument.integer("len").after("MAXLEN").optional())
            .build();

    private static final long NONE = -1;

    private final ListType type;

    LposCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        LposOptions options = LposOptions.parse(request, 2);
        ListValue list = request.entry(0).get(type);
        if (options.count() == LposOptions.ONE) {
            long index = list == null ? NONE : search(list, request.arg(1), options, null);
            if (index == NONE) {
                reply.nil();
            } else {
                reply.integer(index);
            }
        } else if (list == null) {
            reply.array(0);
        } else {
            int mark = reply.openArray();
            search(list, request.arg(1), options, reply);
            reply.closeArray(mark);
        }
    }

    /** {@return the index of the first match; with an array to reply into, all that are wanted go there instead} */
    private static long search(ListValue list, Slice element, LposOptions options, @Nullable Reply array) {
        boolean forwards = options.rank() > 0;
        // Of the least number redis-server takes the first match from the end: it has no absolute value.
        long passedOver = options.rank() == Long.MIN_VALUE ? 0 : Math.abs(options.rank()) - 1;
        long wanted = options.count() > 0 ? options.count() : Long.MAX_VALUE;
        long most = options.most() > 0 ? options.most() : Long.MAX_VALUE;
        boolean there = list.seek(forwards ? 0 : -1);
        for (long compared = 0; there && compared < most && wanted > 0; compared++) {
            if (list.isAt(element) && passedOver-- <= 0) {
                long index = forwards ? compared : list.size() - 1 - compared;
                if (array == null) {
                    return index;
                }
                array.integer(index);
                wanted--;
            }
            there = forwards ? list.next() : list.previous();
        }
        return NONE;
    }
}
