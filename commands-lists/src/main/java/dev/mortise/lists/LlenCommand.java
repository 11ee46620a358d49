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
 * {@code LLEN key}.
 *
 * <p>Replies how many elements a list has, 0 if there is none.
 */
final class LlenCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LLEN")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RO))
            .group("list")
            .since("1.0.0")
            .complexity("O(1)")
            .summary("Returns the number of elements of a list.")
            .arguments(Argument.key("key"))
            .build();

    private final ListType type;

    LlenCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        ListValue list = request.entry(0).get(type);
        reply.integer(list == null ? 0 : list.size());
    }
}
