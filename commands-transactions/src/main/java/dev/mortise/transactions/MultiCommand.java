package dev.mortise.transactions;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;

/** {@code MULTI}: begins a transaction. */
final class MultiCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("MULTI")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.ALLOW_BUSY)
            .acl("transaction")
            .group("transactions")
            .since("1.2.0")
            .complexity("O(1)")
            .summary("Begins a transaction: the commands that follow are queued.")
            .build();

    private static final ServerError NESTED = ServerError.err("MULTI calls can not be nested");

    private final SessionSlot<Transaction> slot;

    MultiCommand(SessionSlot<Transaction> slot) {
        this.slot = slot;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Transaction transaction = request.session().get(slot);
        if (transaction.begun()) {
            throw NESTED;
        }
        transaction.begin(request.session(), slot);
        reply.ok();
    }
}
