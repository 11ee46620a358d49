package dev.mortise.transactions;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;

/**
 * {@code WATCH key [key ...]}: has the next {@code EXEC} run nothing if one of the keys is changed by then, by anybody,
 * or ends.
 */
final class WatchCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("WATCH")
            .args(1, CommandSpec.MANY)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.ALLOW_BUSY)
            .keys(KeySpec.range(0, -1, 1, KeyFlag.RO))
            .acl("transaction")
            .group("transactions")
            .since("2.2.0")
            .complexity("O(1) for every key.")
            .summary("Has EXEC run only if none of the keys was changed until then.")
            .arguments(Argument.key("key").many())
            .build();

    private static final ServerError TOO_LATE = ServerError.err("WATCH inside MULTI is not allowed");

    private final SessionSlot<Transaction> slot;

    WatchCommand(SessionSlot<Transaction> slot) {
        this.slot = slot;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Transaction transaction = request.session().get(slot);
        if (transaction.begun()) {
            throw TOO_LATE;
        }
        request.watchKeys();
        transaction.watch(request.session(), slot);
        reply.ok();
    }
}
