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
 * {@code LINSERT key <BEFORE | AFTER> pivot element}.
 *
 * <p>Adds an element beside the first one that equals the pivot. Replies how many there are then; -1 if none equals the
 * pivot, 0 if there is no list.
 */
final class LinsertCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LINSERT")
            .args(4)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .acl("list")
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
            .group("list")
            .since("2.2.0")
            .complexity("O(N) where N is the number of elements before the pivot")
            .summary("Adds an element to a list before or after another one.")
            .arguments(
                    Argument.key("key"),
                    Argument.oneOf("where", Argument.keyword("BEFORE"), Argument.keyword("AFTER")),
                    Argument.string("pivot"),
                    Argument.string("element"))
            .build();

    private final ListType type;

    LinsertCommand(ListType type) {
        this.type = type;
    }

    @Override
    public void execute(Request request, Reply reply) {
        boolean before = request.arg(1).is("BEFORE");
        if (!before && !request.arg(1).is("AFTER")) {
            throw ServerError.syntax();
        }
        Entry entry = request.entry(0);
        ListValue list = entry.get(type);
        if (list == null) {
            reply.integer(0);
            return;
        }
        if (!find(list, request.arg(2))) {
            reply.integer(-1);
            return;
        }
        if (before) {
            list.insertBefore(request.arg(3));
        } else {
            list.insertAfter(request.arg(3));
        }
        long size = list.size();
        entry.changed();
        reply.integer(size);
    }

    private static boolean find(ListValue list, Slice pivot) {
        for (boolean there = list.seek(0); there; there = list.next()) {
            if (list.isAt(pivot)) {
                return true;
            }
        }
        return false;
    }
}
