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
 * {@code LPUSH key element [element ...]}, {@code RPUSH}, and {@code LPUSHX} and {@code RPUSHX}, which create no list.
 *
 * <p>Adds elements at one end of a list, one after the other, so that the last one is outermost. Replies how many there
 * are then; 0 if there is no list and none may be created.
 */
final class LpushCommand implements Command {

    static final CommandSpec LPUSH = spec("LPUSH", End.LEFT)
            .since("1.0.0")
            .summary("Adds elements before the first one of a list.")
            .history("2.4.0", "Takes more than one element.")
            .build();

    static final CommandSpec RPUSH = spec("RPUSH", End.RIGHT)
            .since("1.0.0")
            .summary("Adds elements behind the last one of a list.")
            .history("2.4.0", "Takes more than one element.")
            .build();

    static final CommandSpec LPUSHX = spec("LPUSHX", End.LEFT)
            .since("2.2.0")
            .summary("Adds elements before the first one of a list only if there is a list.")
            .history("4.0.0", "Takes more than one element.")
            .build();

    static final CommandSpec RPUSHX = spec("RPUSHX", End.RIGHT)
            .since("2.2.0")
            .summary("Adds elements behind the last one of a list only if there is a list.")
            .history("4.0.0", "Takes more than one element.")
            .build();

    private final ListType type;
    private final End end;
    private final boolean creates;

    private LpushCommand(ListType type, End end, boolean creates) {
        this.type = type;
        this.end = end;
        this.creates = creates;
    }

    static LpushCommand push(ListType type, End end) {
        return new LpushCommand(type, end, true);
    }

    static LpushCommand pushx(ListType type, End end) {
        return new LpushCommand(type, end, false);
    }

    @Override
    public void execute(Request request, Reply reply) {
        Entry entry = request.entry(0);
        ListValue list = creates ? entry.getOrCreate(type) : entry.get(type);
        if (list == null) {
            reply.integer(0);
            return;
        }
        for (int i = 1; i < request.size(); i++) {
            end.push(list, request.arg(i));
        }
        long size = list.size();
        entry.changed(request.size() - 1);
        reply.integer(size);
    }

    private static CommandSpec.Builder spec(String name, End end) {
        return CommandSpec.named(name)
                .args(2, CommandSpec.MANY)
                .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
                .acl("list")
                .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
                .event(end.pushed())
                .group("list")
                .complexity("O(1) for each element, so O(N) where N is the number of elements added")
                .arguments(Argument.key("key"), Argument.string("element").many());
    }
}
