package dev.mortise.transactions;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;

/** {@code DISCARD}: forgets the transaction, and what was watched for it. */
final class DiscardCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DISCARD")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.ALLOW_BUSY)
            .acl("transaction")
            .group("transactions")
            .since("2.0.0")
            .complexity("O(N), when N is the number of queued commands")
            .summary("Forgets the commands of the transaction.")
            .build();

    private static final ServerError WITHOUT_MULTI = ServerError.err("DISCARD without MULTI");

    private final SessionSlot<Transaction> slot;

    DiscardCommand(SessionSlot<Transaction> slot) {
        this.slot = slot;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Transaction transaction = request.session().get(slot);
        if (!transaction.begun()) {
            throw WITHOUT_MULTI;
        }
        transaction.end();
        reply.ok();
    }
}
