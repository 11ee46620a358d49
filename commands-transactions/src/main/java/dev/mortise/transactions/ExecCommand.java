package dev.mortise.transactions;

import dev.mortise.api.Batch;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionSlot;

/**
 * {@code EXEC}: runs the commands of the transaction as one step, and replies what each of them replied, errors among
 * them.
 *
 * <p>Replies nil, and runs none, if a watched key was changed or has ended; and the error {@code EXECABORT} if one of
 * the commands was refused when it was sent, or none may run now.
 */
final class ExecCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("EXEC")
            .args(0)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.SKIP_SLOWLOG)
            .acl("transaction")
            .group("transactions")
            .since("1.2.0")
            .complexity("Depends on commands in the transaction")
            .summary("Runs the commands of the transaction.")
            .build();

    private static final ServerError WITHOUT_MULTI = ServerError.err("EXEC without MULTI");
    private static final ServerError FLAWED =
            ServerError.of("EXECABORT", "Transaction discarded because of previous errors.");

    private final SessionSlot<Transaction> slot;

    ExecCommand(SessionSlot<Transaction> slot) {
        this.slot = slot;
    }

    @Override
    public void execute(Request request, Reply reply) {
        Transaction transaction = request.session().get(slot);
        if (!transaction.begun()) {
            throw WITHOUT_MULTI;
        }
        if (transaction.flawed()) {
            transaction.end();
            throw FLAWED;
        }
        switch (run(transaction, request, reply)) {
            case RAN -> transaction.end();
            case KEYS_CHANGED -> {
                transaction.end();
                reply.nilArray();
            }
            case LATER -> {}
        }
    }

    private Batch.Outcome run(Transaction transaction, Request request, Reply reply) {
        try {
            return request.run(transaction.batch(), reply);
        } catch (ServerError refusal) {
            transaction.end();
            throw abortedBy(refusal);
        }
    }

    /** {@return the answer to a transaction that none of its commands was run of} */
    static ServerError abortedBy(ServerError refusal) {
        String code = refusal.code().equals("ERR") ? "" : refusal.code() + " ";
        return ServerError.of("EXECABORT", "Transaction discarded because of: " + code + refusal.text());
    }
}
