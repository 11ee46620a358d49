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
 * {@code LMPOP numkeys key [key ...] <LEFT | RIGHT> [COUNT count]}, and {@code BLMPOP} with a timeout in front, which
 * waits for an element.
 *
 * <p>Removes elements at one end of the first of the lists that is there, one or as many as there are up to the count,
 * and replies its key and an array of them; nil if none of the lists is there.
 */
final class LmpopCommand implements Command {

    static final CommandSpec LMPOP = spec("LMPOP")
            .args(3, CommandSpec.MANY)
            .flags(Flag.WRITE)
            .keys(KeySpec.counted(0, 1, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
            .summary("Removes elements at an end of the first of some lists that is there, and returns them.")
            .arguments(
                    Argument.integer("numkeys"),
                    Argument.key("key").many(),
                    Argument.oneOf("where", Argument.keyword("LEFT"), Argument.keyword("RIGHT")),
                    Argument.integer("count").after("COUNT").optional())
            .build();

    static final CommandSpec BLMPOP = spec("BLMPOP")
            .args(4, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.BLOCKING)
            .keys(KeySpec.counted(1, 2, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE))
            .summary("Removes elements as LMPOP does, and waits until there are some.")
            .arguments(
                    Argument.number("timeout"),
                    Argument.integer("numkeys"),
                    Argument.key("key").many(),
                    Argument.oneOf("where", Argument.keyword("LEFT"), Argument.keyword("RIGHT")),
                    Argument.integer("count").after("COUNT").optional())
            .build();

    private static final ServerError NO_KEYS = ServerError.err("numkeys should be greater than 0");
    private static final ServerError NO_COUNT = ServerError.err("count should be greater than 0");

    private final ListType type;
    private final boolean waits;

    private LmpopCommand(ListType type, boolean waits) {
        this.type = type;
        this.waits = waits;
    }

    static LmpopCommand lmpop(ListType type) {
        return new LmpopCommand(type, false);
    }

    static LmpopCommand blmpop(ListType type) {
        return new LmpopCommand(type, true);
    }

    @Override
    public void execute(Request request, Reply reply) {
        int next = waits ? 1 : 0;
        long keys = positive(request.arg(next++), NO_KEYS);
        if (keys >= request.size() - next) {
            throw ServerError.syntax();
        }
        next += (int) keys;
        End end = End.of(request.arg(next++));
        long count = count(request, next);
        // Looked at last, though it comes first.
        long untilMillis = waits ? Timeout.untilMillis(request.arg(0), request.nowMillis()) : 0;
        int k = waits ? request.readyKey(type, request.keys()) : find(request);
        if (k >= 0) {
            pop(request, k, end, count, reply);
        } else if (!waits || request.timedOut()) {
            reply.nilArray();
        } else {
            request.blockOnKeys(type, request.keys(), untilMillis);
        }
    }

    private static long count(Request request, int at) {
        if (at == request.size()) {
            return 1;
        }
        if (at + 1 == request.size() || !request.arg(at).is("COUNT")) {
            throw ServerError.syntax();
        }
        long count = positive(request.arg(at + 1), NO_COUNT);
        if (at + 2 != request.size()) {
            throw ServerError.syntax();
        }
        return count;
    }

    private static long positive(Slice word, ServerError otherwise) {
        if (!word.isLong() || word.asLong() < 1) {
            throw otherwise;
        }
        return word.asLong();
    }

    /** {@return the first key that has a list, or -1; one of another type before it is an error} */
    private int find(Request request) {
        for (int k = 0; k < request.keys(); k++) {
            if (request.entry(k).get(type) != null) {
                return k;
            }
        }
        return -1;
    }

    private void pop(Request request, int k, End end, long count, Reply reply) {
        Entry entry = request.entry(k);
        ListValue list = entry.get(type);
        if (list == null) {
            throw new IllegalStateException("a list without its elements");
        }
        reply.array(2);
        reply.bulk(request.key(k));
        entry.changed(end.pop(list, count, reply));
        entry.event(end.popped());
    }

    private static CommandSpec.Builder spec(String name) {
        return CommandSpec.named(name)
                .acl("list")
                .group("list")
                .since("7.0.0")
                .complexity("O(N+M) where N is the number of keys and M the number of elements returned");
    }
}
