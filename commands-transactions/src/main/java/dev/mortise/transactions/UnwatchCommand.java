package dev.mortise.transactions;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.SessionSlot;

/** {@code UNWATCH}: forgets what was watched. */
final class UnwatchCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("UNWATCH")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.ALLOW_BUSY)
            .acl("transaction")
            .group("transactions")
            .since("2.2.0")
            .complexity("O(1)")
            .summary("Forgets the watched keys.")
            .build();

    private final SessionSlot<Transaction> slot;

    UnwatchCommand(SessionSlot<Transaction> slot) {
        this.slot = slot;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Transaction transaction = request.session().get(slot);
        if (transaction.begun()) {
            // It is one of its commands, and EXEC has looked at the keys before.
            request.session().unwatchKeys();
        } else {
            transaction.end();
        }
        reply.ok();
    }
}
