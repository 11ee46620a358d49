package dev.mortise.lists;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;

/**
 * {@code LINDEX key index}.
 *
 * <p>Replies the element of an index, counted from 0, or from the end if it is negative; nil if there is none.
 */
final class LindexCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LINDEX")
            .args(2)
            .flags(Flag.READONLY)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .group("list")
            .since("1.0.0")
            .complexity("O(N) where N is the number of pages from the nearer end to the index")
            .summary("Returns the element of a list at an index.")
            .arguments(Argument.key("key"), Argument.integer("index"))
            .build();

    private final ListType type;

    LindexCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        ListValue list = request.entry(0).get(type);
        if (list != null && list.seek(request.arg(1).asLong())) {
            list.reply(reply);
        } else {
            reply.nil();
        }
    }
}
