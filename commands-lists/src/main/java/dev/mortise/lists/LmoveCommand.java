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
import dev.mortise.api.Slice;

/**
 * {@code LMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT>}, {@code RPOPLPUSH source destination}, its older form,
 * and {@code BLMOVE} and {@code BRPOPLPUSH} with a timeout, which wait for an element.
 *
 * <p>Removes the element at one end of a list, adds it at one end of another one, which may be the same, and replies
 * it; nil if there is none. The key goes with the last element.
 */
final class LmoveCommand implements Command {

    static final CommandSpec LMOVE = spec("LMOVE", 4)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .since("6.2.0")
            .summary("Moves an element from an end of a list to an end of another one, and returns it.")
            .arguments(Argument.key("source"), Argument.key("destination"), end("wherefrom"), end("whereto"))
            .build();

    static final CommandSpec RPOPLPUSH = spec("RPOPLPUSH", 2)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .since("1.2.0")
            .deprecated("6.2.0", "`LMOVE` with the `RIGHT` and `LEFT` arguments")
            .summary("Moves the last element of a list before the first one of another list, and returns it.")
            .arguments(Argument.key("source"), Argument.key("destination"))
            .build();

    static final CommandSpec BLMOVE = spec("BLMOVE", 5)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.NOSCRIPT, Flag.BLOCKING)
            .since("6.2.0")
            .summary("Moves an element from list to list as LMOVE does, and waits until there is one.")
            .arguments(
                    Argument.key("source"),
                    Argument.key("destination"),
                    end("wherefrom"),
                    end("whereto"),
                    Argument.number("timeout"))
            .build();

    static final CommandSpec BRPOPLPUSH = spec("BRPOPLPUSH", 3)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.NOSCRIPT, Flag.BLOCKING)
            .since("2.2.0")
            .deprecated("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments")
            .history("6.0.0", "The `timeout` may have a fraction.")
            .summary("Moves an element from list to list as RPOPLPUSH does, and waits until there is one.")
            .arguments(Argument.key("source"), Argument.key("destination"), Argument.number("timeout"))
            .build();

    private final ListType type;
    /** The ends are not named, but right and left. */
    private final boolean older;

    private final boolean waits;

    private LmoveCommand(ListType type, boolean older, boolean waits) {
        this.type = type;
        this.older = older;
        this.waits = waits;
    }

    static LmoveCommand lmove(ListType type) {
        return new LmoveCommand(type, false, false);
    }

    static LmoveCommand rpoplpush(ListType type) {
        return new LmoveCommand(type, true, false);
    }

    static LmoveCommand blmove(ListType type) {
        return new LmoveCommand(type, false, true);
    }

    static LmoveCommand brpoplpush(ListType type) {
        return new LmoveCommand(type, true, true);
    }

    @Override
    public void execute(Request request, Reply reply) {
        End from = older ? End.RIGHT : End.of(request.arg(2));
        End to = older ? End.LEFT : End.of(request.arg(3));
        if (waits) {
            moveOrWait(request, reply, from, to);
            return;
        }
        ListValue list = request.entry(0).get(type);
        if (list == null) {
            reply.nil();
        } else {
            move(request, reply, list, from, to);
        }
    }

    private void moveOrWait(Request request, Reply reply, End from, End to) {
        long untilMillis = Timeout.untilMillis(request.arg(request.size() - 1), request.nowMillis());
        ListValue list = request.readyKey(type, 1) == 0 ? request.entry(0).get(type) : null;
        if (list != null) {
            move(request, reply, list, from, to);
        } else if (!request.timedOut()) {
            request.blockOnKeys(type, 1, untilMillis);
        } else if (request.canBlock()) {
            reply.nilArray();
        } else {
            reply.nil();
        }
    }

    private void move(Request request, Reply reply, ListValue list, End from, End to) {
        Entry source = request.entry(0);
        Entry destination = request.entry(1);
        from.seek(list);
        byte[] element = list.element().toBytes();

        // A destination of another type is refused here, with nothing changed.
        to.push(destination.getOrCreate(type), Slice.of(element));
        destination.changed();
        destination.event(to.pushed());

        // The source is asked again, for it may be the same key. Then the element is there twice; if at the same end,
        // both are equal and either may go.
        ListValue rest = source.get(type);
        if (rest == null) {
            throw new IllegalStateException("a list without its elements");
        }
        from.remove(rest, 1);
        // To move an element is one change.
        source.changed(0);
        source.event(from.popped());
        reply.bulk(element);
    }

    private static Argument end(String name) {
        return Argument.oneOf(name, Argument.keyword("LEFT"), Argument.keyword("RIGHT"));
    }

    private static CommandSpec.Builder spec(String name, int arguments) {
        return CommandSpec.named(name)
                .args(arguments)
                .acl("list")
                .keys(
                        KeySpec.at(0, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE),
                        KeySpec.at(1, KeyFlag.RW, KeyFlag.INSERT))
                .group("list")
                .complexity("O(1)");
    }
}
