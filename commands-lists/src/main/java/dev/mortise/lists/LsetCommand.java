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

/**
 * {@code LSET key index element}.
 *
 * <p>Puts another element in the place of the one at an index, which is an error if there is none.
 */
final class LsetCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LSET")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
            .group("list")
            .since("1.0.0")
            .complexity("O(N) where N is the number of pages from the nearer end to the index")
            .summary("Replaces the element of a list at an index.")
            .arguments(Argument.key("key"), Argument.integer("index"), Argument.string("element"))
            .build();

    private static final ServerError NO_SUCH_KEY = ServerError.err("no such key");
    private static final ServerError OUT_OF_RANGE = ServerError.err("index out of range");

    private final ListType type;

    LsetCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        ListValue list = entry.get(type);
        if (list == null) {
            throw NO_SUCH_KEY;
        }
        if (!list.seek(request.arg(1).asLong())) {
            throw OUT_OF_RANGE;
        }
        list.replace(request.arg(2));
        entry.changed();
        reply.ok();
    }
}
