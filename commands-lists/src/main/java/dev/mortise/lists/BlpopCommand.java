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
 * {@code BLPOP key [key ...] timeout} and {@code BRPOP}.
 *
 * <p>Removes the element at one end of the first of the lists that is there, and replies its key and the element. If
 * none is there it waits for one, so many seconds, or for ever if they are 0; then it replies nil. Whoever has waited
 * longest for a key gets its element first.
 */
final class BlpopCommand implements Command {

    static final CommandSpec BLPOP = spec("BLPOP", End.LEFT)
            .summary("Removes the first element of the first of some lists that is there, and waits until one is.")
            .build();

    static final CommandSpec BRPOP = spec("BRPOP", End.RIGHT)
            .summary("Removes the last element of the first of some lists that is there, and waits until one is.")
            .build();

    private final ListType type;
    private final End end;

    BlpopCommand(ListType type, End end) {
        this.type = type;
        this.end = end;
    }

    @Override
    public void execute(Request request, Reply reply) {
        long untilMillis = Timeout.untilMillis(request.arg(request.size() - 1), request.nowMillis());
        int k = request.readyKey(type, request.keys());
        if (k >= 0) {
            pop(request, k, reply);
        } else if (request.timedOut()) {
            reply.nilArray();
        } else {
            request.blockOnKeys(type, request.keys(), untilMillis);
        }
    }

    private void pop(Request request, int k, Reply reply) {
        Entry entry = request.entry(k);
        ListValue list = entry.get(type);
        if (list == null) {
            throw new IllegalStateException("a list without its elements");
        }
        reply.array(2);
        reply.bulk(request.key(k));
        end.pop(list, reply);
        entry.changed();
    }

    private static CommandSpec.Builder spec(String name, End end) {
        return CommandSpec.named(name)
                .args(2, CommandSpec.MANY)
                .flags(Flag.WRITE, Flag.NOSCRIPT, Flag.BLOCKING)
                .acl("list")
                .keys(KeySpec.range(0, -2, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
                .event(end.popped())
                .group("list")
                .since("2.0.0")
                .complexity("O(N) where N is the number of keys")
                .history("6.0.0", "The `timeout` may have a fraction.")
                .arguments(Argument.key("key").many(), Argument.number("timeout"));
    }
}
