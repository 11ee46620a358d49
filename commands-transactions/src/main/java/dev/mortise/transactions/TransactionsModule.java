package dev.mortise.transactions;

import dev.mortise.api.CommandModule;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;

/** The commands of transactions. */
public final class TransactionsModule implements CommandModule {

    /** For the server, which finds it as a service, and for tests. */
    public TransactionsModule() {}

    @Override
    public void configure(Setup setup) {
        SessionSlot<Transaction> slot =
                setup.sessionSlot(() -> new Transaction(setup.server().newBatch()));
        setup.command(MultiCommand.SPEC, new MultiCommand(slot))
                .command(ExecCommand.SPEC, new ExecCommand(slot))
                .command(DiscardCommand.SPEC, new DiscardCommand(slot))
                .command(WatchCommand.SPEC, new WatchCommand(slot))
                .command(UnwatchCommand.SPEC, new UnwatchCommand(slot));
    }
}
