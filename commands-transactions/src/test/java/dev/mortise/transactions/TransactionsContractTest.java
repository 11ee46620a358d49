package dev.mortise.transactions;

import dev.mortise.api.CommandModule;
import dev.mortise.testkit.junit.PluginContract;
import java.util.List;
import java.util.Set;

/** What every plugin has to do right. */
class TransactionsContractTest extends PluginContract {

    @Override
    protected CommandModule module() {
        return new TransactionsModule();
    }

    @Override
    protected Set<String> commandsForAnyType() {
        return Set.of("WATCH");
    }

    @Override
    protected List<String> calls() {
        return List.of("WATCH a b a", "UNWATCH", "MULTI", "UNWATCH", "EXEC", "MULTI", "DISCARD");
    }
}
